//! `low-contrast`: text with too little contrast to its background.

use std::collections::HashSet;

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::page::Role;
use crate::source::Span;
use crate::theme::{self, Faint, Looks, Shade, Theme, faint};

pub const RULE: Rule = Rule::error("low-contrast", "A007", look)
    .about(noun!("text with too little contrast to its background"))
    .why(noun!("From the back of the room, on a tired projector or with weak eyes they cannot be read."))
    .evidence(noun!("WCAG 2.2, 1.4.3 and 1.4.11, RGAA 3.2 and 3.3: 4.5 for letters, 3 for lines. Strong. The rule looks at the deck’s own `[look]`, those of its slides, and its theme file, and takes the sixteen colors from the worst of four known palettes. The theme `terminal` is the user’s own"))
    .wrong("[look]\ntitle = { fg = \"#cccccc\" }")
    .right("[look]\ntitle = { fg = \"#3f3cb1\" }");

fn look(checker: &Checker, findings: &mut Findings) {
    let deck = checker.deck;
    if let Some(theme) = own_theme(checker) {
        let otherwise = deck.at.value("theme");
        look_into(&theme, &[&deck.look], otherwise, findings);
    }
    // The contrast of built-in themes is tested.
    let slides = checker.slides().filter_map(|placed| Some((placed.slide, placed.slide.look.as_ref()?)));
    let looks: Vec<_> = slides.filter_map(|(slide, own)| Some((slide, own.number, own.roles()?))).collect();
    let Some(theme) = checker.theme().filter(|_| !looks.is_empty()) else { return };
    let mut known = HashSet::new();
    for (slide, number, looks) in looks.into_iter().filter(|(_, number, _)| known.insert(*number)) {
        look_into(theme.on_slide(number), &[looks, &deck.look], slide.at.value("look"), findings);
    }
}

/// Finds faint text in a theme. `looks` are laid over it, the topmost first. `otherwise` is where to report what none of them says.
fn look_into(theme: &Theme, looks: &[&Looks], otherwise: Span, findings: &mut Findings) {
    if theme.shade == Shade::Terminal {
        return;
    }
    let mut places: Vec<(Span, Vec<Faint>)> = Vec::new();
    for role in Role::ALL {
        let Some(faint) = faint(theme, *role) else { continue };
        let span = place(looks, *role).unwrap_or(otherwise);
        match places.iter_mut().find(|(known, _)| *known == span) {
            Some((_, all)) => all.push(faint),
            None => places.push((span, vec![faint])),
        }
    }
    for (span, all) in places {
        let worst = all.iter().min_by(|one, other| one.found.total_cmp(&other.found)).expect("a place has a role");
        let (role, found, least) = (worst.role.name(), format!("{:.1}", worst.found), worst.least);
        let least = least.to_string();
        let message = match all.len() - 1 {
            0 => say!("`{role}`: a contrast of {found}, at least {least} is needed", role, found, least),
            more => {
                say!(
                    "`{role}` and {more} more: a contrast of {found}, at least {least} is needed",
                    role,
                    more,
                    found,
                    least
                )
            }
        };
        let hex = worst.better.map(|(red, green, blue)| format!("#{red:02x}{green:02x}{blue:02x}"));
        let letters = looks.iter().filter_map(|looks| looks.of(worst.role)).any(|look| look.at.value("fg") == span);
        let help = match &hex {
            Some(hex) if all.len() == 1 => say!("the nearest letter color that stands out is \"{hex}\"", hex),
            _ => say!("make the background lighter or darker"),
        };
        findings.add(span, message, say!("too faint"));
        findings.help(help);
        if let Some(hex) = hex.filter(|_| letters) {
            findings.suggest(&say!("write \"{hex}\"", hex), Some(span), format!("\"{hex}\""));
        }
    }
}

/// The deck's theme with its look. `None` for an unchanged built-in theme, which is tested elsewhere.
fn own_theme(checker: &Checker) -> Option<Theme> {
    let deck = checker.deck;
    let name = deck.theme.as_deref().unwrap_or(theme::DEFAULT);
    let looks = Role::ALL.iter().any(|role| deck.look.of(*role).is_some());
    (looks || !Theme::is_built_in(name)).then(|| checker.theme()).flatten()
}

/// What makes the text faint in the first of some looks that says it: its color, else a background.
fn place(looks: &[&Looks], role: Role) -> Option<Span> {
    let grounds = [role, Role::Text, Role::Code, Role::Inline, Role::Panel, Role::Selected];
    looks.iter().find_map(|looks| {
        let letters = looks.of(role).filter(|look| look.fg.is_some()).map(|look| look.at.value("fg"));
        let ground = |role: Role| looks.of(role).filter(|look| look.bg.is_some()).map(|look| look.at.value("bg"));
        letters.or_else(|| grounds.into_iter().find_map(ground))
    })
}
