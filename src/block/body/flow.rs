//! Units laid out one below another.

use super::Unit;
use crate::block::{Context, Reveal, Steps};
use crate::markdown::Node;
use crate::page::{Page, Target, cells};

/// Whether a unit that starts here is a step of its own.
pub fn begins(reveal: Reveal, with_items: bool) -> bool {
    match reveal {
        Reveal::None => false,
        Reveal::Items => with_items,
        Reveal::Blocks => true,
    }
}

/// Lays units out one below another, like [`flow_with`].
pub fn flow<'a>(units: impl IntoIterator<Item = Unit<'a>>, context: &Context, width: u16, gap: u32) -> Page {
    flow_with(units, context, width, gap, |_, _| ())
}

/// Lays units out one below another. `place` may move each on its own page. The first is shown from the start, each revealed one a step later.
pub fn flow_with<'a>(
    units: impl IntoIterator<Item = Unit<'a>>,
    context: &Context,
    width: u16,
    gap: u32,
    place: impl Fn(Unit<'a>, &mut Page),
) -> Page {
    let mut page = Page::new(width);
    let mut above = 0;
    for (index, Laid { unit, page: mut part, from }) in lay_out(units, context, width, gap).into_iter().enumerate() {
        place(unit, &mut part);
        // A unit without parts to point at is itself one.
        if !part.has_targets() {
            part.target(0, 0, width, part.height, Target::Part);
        }
        let y = if index == 0 { 0 } else { page.height + above };
        above = unit.gap(gap, context);
        page.put_from(part, 0, y, from);
    }
    page
}

/// A unit that is laid out, and its step.
pub struct Laid<'a> {
    pub unit: Unit<'a>,
    pub page: Page,
    pub from: u16,
}

/// Lays out each unit by itself.
pub fn lay_out<'a>(
    units: impl IntoIterator<Item = Unit<'a>>,
    context: &Context,
    width: u16,
    gap: u32,
) -> Vec<Laid<'a>> {
    let inner = inside(context);
    let units = without_pauses(units);
    let inner = inner.within(room_of_each(&units, &inner, width, gap));
    let mut steps = Steps::from(0);
    let lay = |(index, (waits, unit)): (usize, (bool, Unit<'a>))| {
        let page = unit.layout(&inner, width);
        let begins = waits || index > 0 && begins(context.reveal, unit.begins_with_items());
        let from = unit.step().unwrap_or_else(|| steps.begin(begins));
        steps.end(from.saturating_add(page.last_step()));
        Laid { unit, page, from }
    };
    units.into_iter().enumerate().map(lay).collect()
}

/// Units without the pauses, each with whether it follows a pause.
pub fn without_pauses<'a>(units: impl IntoIterator<Item = Unit<'a>>) -> Vec<(bool, Unit<'a>)> {
    let mut waits = false;
    let mut kept = Vec::new();
    for unit in units {
        match unit {
            Unit::Node(Node::Pause) => waits = true,
            unit => kept.push((std::mem::take(&mut waits), unit)),
        }
    }
    kept
}

/// The context inside the units. If they are revealed one by one, each appears whole.
pub fn inside<'a>(context: &Context<'a>) -> Context<'a> {
    match context.reveal {
        Reveal::Blocks => context.revealing(Reveal::None),
        _ => *context,
    }
}

/// The least rows for a unit that fills its room. If there are fewer, the body scrolls.
const LEAST_ROOM: u16 = 4;

/// The rows for each unit that fills its room: they share what the others leave.
fn room_of_each(units: &[(bool, Unit)], context: &Context, width: u16, gap: u32) -> u16 {
    let filling = units.iter().filter(|(_, unit)| unit.fills()).count();
    if filling == 0 {
        return context.room;
    }
    let others = units.iter().map(|(_, unit)| unit).filter(|unit| !unit.fills());
    let gaps: u32 = units.iter().rev().skip(1).map(|(_, unit)| unit.gap(gap, context)).sum();
    let taken = others.map(|unit| unit.layout(context, width).height).sum::<u32>() + gaps;
    let left = context.room.saturating_sub(cells(taken as usize));
    (left / cells(filling)).max(LEAST_ROOM).min(context.room.max(1))
}
