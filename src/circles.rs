//! Cycles in a graph.

/// The state of a node during the search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    NotYet,
    OnTheWay,
    Done,
}

/// Follows the edges of each node in order, and calls `closes` for each edge that closes a cycle, with the path to its start, and its index among
/// the edges of the last node.
pub fn circles(leads_to: &[Vec<usize>], mut closes: impl FnMut(&[usize], usize)) {
    let mut seen = vec![Seen::NotYet; leads_to.len()];
    for start in 0..leads_to.len() {
        let (mut way, mut steps) = (Vec::new(), Vec::new());
        if seen[start] == Seen::NotYet {
            seen[start] = Seen::OnTheWay;
            (way, steps) = (vec![start], vec![0]);
        }
        while let (Some(at), Some(step)) = (way.last().copied(), steps.last_mut()) {
            let Some(next) = leads_to[at].get(*step).copied() else {
                seen[at] = Seen::Done;
                way.pop();
                steps.pop();
                continue;
            };
            *step += 1;
            match seen[next] {
                Seen::NotYet => {
                    seen[next] = Seen::OnTheWay;
                    way.push(next);
                    steps.push(0);
                }
                Seen::OnTheWay => closes(&way, *step - 1),
                Seen::Done => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cycle_is_reported_once_with_its_entry() {
        let mut found = Vec::new();
        circles(&[vec![1], vec![2, 3], vec![1], vec![3, 2], vec![0]], |way, step| found.push((way.to_vec(), step)));
        assert_eq!(found, [(vec![0, 1, 2], 0), (vec![0, 1, 3], 0)]);
    }
}
