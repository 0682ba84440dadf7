//! `link-label`: a link that shows another address than it leads to.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::warning("link-label", "X007", look)
    .about(noun!("a link that shows another address than it leads to"))
    .why(noun!("People trust the address they read. Usually a link was copied and only half of it changed."))
    .evidence(noun!("The oldest phishing trick. Domains are compared; a subdomain of the one shown is accepted"))
    .help(noun!("show where it leads, or say in words what is there"))
    .wrong("body = '''[www.service-public.fr](https://example.com)'''")
    .right("body = '''[www.service-public.fr](https://www.service-public.fr/aide)'''");

fn look(checker: &Checker, findings: &mut Findings) {
    for passage in checker.passages() {
        for link in &passage.links {
            let (Some(shown), Some(target)) = (domain(&link.label, false), domain(&link.target, true)) else {
                continue;
            };
            let within = |outer: &str, inner: &str| {
                inner.strip_suffix(outer).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            };
            if !within(&shown, &target) && !within(&target, &shown) {
                let message = say!(
                    "this link shows {shown} and leads to {target}",
                    shown = text::shorten(&shown, 60),
                    target = text::shorten(&target, 60)
                );
                findings.add(passage.span(link.range.clone()), message, say!("shows another address"));
            }
        }
    }
}

/// Endings that make a word a web address without further signs. `main.rs` and `README.md` are not addresses.
const ENDINGS: [&str; 12] = ["fr", "com", "org", "net", "eu", "be", "ch", "ca", "de", "uk", "gov", "info"];

/// The domain of an address, in lower case and without `www.`. `None` if it is not an address.
fn domain(address: &str, whole: bool) -> Option<String> {
    let address = address.trim();
    if address.contains(char::is_whitespace) || address.contains('@') {
        return None;
    }
    let (told, rest) = match address.split_once("://") {
        Some((_, rest)) => (true, rest),
        None => (address.starts_with("www."), address),
    };
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let labels =
        host.split('.').all(|it| !it.is_empty() && it.chars().all(|char| char.is_alphanumeric() || char == '-'));
    let ending = host.rsplit_once('.').map(|(_, ending)| ending)?;
    (labels && (told || !whole && ENDINGS.contains(&ending)))
        .then(|| host.to_lowercase().trim_start_matches("www.").to_owned())
}
