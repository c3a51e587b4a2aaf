//! What was found, held against what is known.

use std::collections::BTreeMap;

/// The faults of each case and lane.
#[derive(Default)]
pub(super) struct Findings(BTreeMap<(&'static str, &'static str), Vec<String>>);

impl Findings {
    /// Notes that a lane was tried, and what is wrong with it.
    pub(super) fn note(&mut self, case: &'static str, lane: &'static str, faults: impl IntoIterator<Item = String>) {
        self.0.entry((case, lane)).or_default().extend(faults);
    }

    /// Fails where something is wrong and not known, or known and no longer wrong.
    #[track_caller]
    pub(super) fn hold_against(&self, known: &[(&str, &str, &str)], is_verbose: bool) {
        let is_known = |(case, lane): (&str, &str)| known.iter().any(|line| (line.0, line.1) == (case, lane));
        let new = self.0.iter().filter(|(at, faults)| !faults.is_empty() && (is_verbose || !is_known(**at)));
        let new = new.map(|((case, lane), faults)| describe(case, lane, faults, if is_verbose { 20 } else { 2 }));
        let holds = |at| self.0.get(&at).map_or(!is_verbose, Vec::is_empty);
        let over = known.iter().filter(|(case, lane, _)| holds((*case, *lane)));
        let over = over.map(|(case, lane, _)| format!("(\"{case}\", \"{lane}\") holds now: take it out of KNOWN\n"));
        let lines: Vec<_> = new.chain(over).collect();
        assert!(lines.is_empty(), "{} of {} lanes:\n{}", lines.len(), self.0.len(), lines.concat());
    }
}

fn describe(case: &str, lane: &str, faults: &[String], most: usize) -> String {
    let shown: String = faults.iter().take(most).map(|fault| format!("    {}\n", fault.chars().take(600).collect::<String>())).collect();
    format!("(\"{case}\", \"{lane}\", \"\"), // {} faults\n{shown}", faults.len())
}
