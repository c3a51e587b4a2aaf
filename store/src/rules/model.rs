//! The rules against a server that commits and answers in any order. A value is the list of the writes in it.

use super::{Ask, Cache, EntryId, Fold, Key, Rule, Settled, Target, WriteId};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

type Log = Vec<u32>;

const LISTS: [&str; 2] = ["0", "1"];

/// An event of a page, its server, and the network between them. A number picks one of what is under way.
#[derive(Debug, Clone)]
enum Step {
    /// The user writes to some of the lists: shown at once or not, with its reads in the same flight or not, at once or after the one before.
    Write {
        lists: Lists,
        is_optimistic: bool,
        has_flight: bool,
        is_queued: bool,
    },
    /// The server carries out a write.
    Commit(usize),
    /// The server reads what a write brings back.
    Bring(usize),
    /// The answer of a write arrives.
    Confirm(usize),
    /// The server refuses a write that it has not carried out.
    Refuse(usize),
    /// The connection of a write breaks: nobody knows what happened.
    Break(usize),
    /// The server works out the answer of a read.
    Read(usize),
    /// The answer of a read arrives.
    Arrive(usize),
    /// The connection of a read breaks.
    Miss(usize),
    /// Somebody else writes.
    Outside(usize),
    /// A stream says so.
    Event(usize),
    Open(usize),
    Close(usize),
    Focus,
    /// Time passes: values become stale, entries that nobody shows are collected.
    Wait(u64),
}

#[derive(Debug, Clone, Copy)]
enum Lists {
    One(usize),
    Both,
}

impl Lists {
    fn has(self, list: usize) -> bool {
        matches!(self, Self::Both) || matches!(self, Self::One(one) if one == list)
    }

    fn target(self) -> Target {
        match self {
            Self::One(list) => World::key(list).target(),
            Self::Both => Target::every("list"),
        }
    }
}

fn step() -> impl Strategy<Value = Step> {
    let lists = || prop_oneof![(0..2_usize).prop_map(Lists::One), Just(Lists::Both)];
    let which = || 0..4_usize;
    let list = || 0..2_usize;
    prop_oneof![
        4 => (lists(), prop::bool::weighted(0.8), prop::bool::ANY, prop::bool::weighted(0.3))
            .prop_map(|(lists, is_optimistic, has_flight, is_queued)| Step::Write { lists, is_optimistic, has_flight, is_queued }),
        4 => which().prop_map(Step::Commit),
        3 => which().prop_map(Step::Bring),
        4 => which().prop_map(Step::Confirm),
        1 => which().prop_map(Step::Refuse),
        1 => which().prop_map(Step::Break),
        4 => which().prop_map(Step::Read),
        4 => which().prop_map(Step::Arrive),
        1 => which().prop_map(Step::Miss),
        1 => list().prop_map(Step::Outside),
        1 => list().prop_map(Step::Event),
        2 => list().prop_map(Step::Open),
        1 => list().prop_map(Step::Close),
        1 => Just(Step::Focus),
        1 => prop_oneof![Just(10), Just(60), Just(600)].prop_map(Step::Wait),
    ]
}

struct WriteUnderWay {
    number: u32,
    write: WriteId,
    lists: Lists,
    has_flight: bool,
    is_sent: bool,
    is_committed: bool,
    /// The entries that it is to bring back, and once they are read their values.
    flight: Vec<EntryId>,
    brought: Option<Vec<(EntryId, Log)>>,
    /// By list: something else changed it, or may have, since this was sent.
    overlapped: [bool; 2],
}

struct ReadUnderWay {
    ask: Ask,
    answer: Option<Log>,
}

struct World {
    cache: Cache<Log, ()>,
    now: Duration,
    server: [Log; 2],
    writes: Vec<WriteUnderWay>,
    reads: Vec<ReadUnderWay>,
    next: u32,
    /// By list, what was on the screen and must stay.
    seen: [BTreeSet<u32>; 2],
    readers: [Vec<EntryId>; 2],
    untold: [bool; 2],
    sent: usize,
    /// The most reads that there was a cause for.
    causes: usize,
}

type Checked = Result<(), TestCaseError>;

impl World {
    fn new(without: Option<Rule>) -> Self {
        let mut cache = Cache::new();
        cache.without = without;
        Self {
            cache,
            now: Duration::ZERO,
            server: [Log::new(), Log::new()],
            writes: Vec::new(),
            reads: Vec::new(),
            next: 1,
            seen: [BTreeSet::new(), BTreeSet::new()],
            readers: [Vec::new(), Vec::new()],
            untold: [false; 2],
            sent: 0,
            causes: 0,
        }
    }

    fn key(list: usize) -> Arc<Key> {
        Arc::new(Key::new("list", vec![("list", LISTS[list].to_owned())]))
    }

    fn list_of(&self, entry: EntryId) -> Option<usize> {
        let key = &self.cache.entry(entry)?.key;
        (0..2).find(|list| Self::key(*list) == *key)
    }

    fn run(&mut self, step: &Step) -> Checked {
        match *step {
            Step::Write { lists, is_optimistic, has_flight, is_queued } => self.write(lists, is_optimistic, has_flight, is_queued),
            Step::Commit(at) => self.commit(at),
            Step::Bring(at) => self.bring(at),
            Step::Confirm(at) => self.confirm(at),
            Step::Refuse(at) => self.end(at, false),
            Step::Break(at) => self.end(at, true),
            Step::Read(at) => self.read(at),
            Step::Arrive(at) => self.arrive(at, true),
            Step::Miss(at) => self.arrive(at, false),
            Step::Outside(list) => self.outside(list),
            Step::Event(list) => self.event(list),
            Step::Open(list) => self.open(list),
            Step::Close(list) => {
                if let Some(entry) = self.readers[list].pop() {
                    self.cache.unsubscribe(entry, self.now);
                }
            }
            Step::Focus => {
                self.causes += 2;
                self.cache.refresh_stale(self.now);
            }
            Step::Wait(seconds) => {
                self.now += Duration::from_secs(seconds);
                self.cache.collect(self.now);
            }
        }
        self.send_reads();
        self.look()
    }

    fn write(&mut self, lists: Lists, is_optimistic: bool, has_flight: bool, is_queued: bool) {
        let number = self.next;
        self.next += 1;
        let fold: Fold<Log> = Arc::new(move |log: &Log| log.iter().copied().chain([number]).collect());
        let write = self.cache.begin(vec![lists.target()]);
        if is_optimistic {
            self.cache.lay("list", &fold);
        }
        let (flight, brought, overlapped) = (Vec::new(), None, [false; 2]);
        self.writes.push(WriteUnderWay {
            number,
            write,
            lists,
            has_flight,
            is_sent: false,
            is_committed: false,
            flight,
            brought,
            overlapped,
        });
        if !is_queued || self.writes.iter().all(|write| !write.is_sent) {
            self.send(self.writes.len() - 1);
        }
    }

    fn send(&mut self, at: usize) {
        let lists = self.writes[at].lists;
        let mut overlapped = [false; 2];
        for (list, overlapped) in overlapped.iter_mut().enumerate().filter(|(list, _)| lists.has(*list)) {
            for other in self.writes.iter_mut().filter(|write| write.is_sent && write.lists.has(list)) {
                other.overlapped[list] = true;
                *overlapped = true;
            }
        }
        let write = &mut self.writes[at];
        write.is_sent = true;
        write.overlapped = overlapped;
        write.flight = self.cache.send(write.write);
        if !write.has_flight {
            write.flight.clear();
        }
    }

    /// Sends the first of those that wait, once nothing is under way.
    fn send_waiting(&mut self) {
        if self.writes.iter().all(|write| !write.is_sent) && !self.writes.is_empty() {
            self.send(0);
        }
    }

    fn pick_write(&self, at: usize, is_it: impl Fn(&WriteUnderWay) -> bool) -> Option<usize> {
        let found: Vec<usize> = (0..self.writes.len()).filter(|at| self.writes[*at].is_sent && is_it(&self.writes[*at])).collect();
        found.get(at % found.len().max(1)).copied()
    }

    fn commit(&mut self, at: usize) {
        let Some(at) = self.pick_write(at, |write| !write.is_committed) else { return };
        let write = &mut self.writes[at];
        write.is_committed = true;
        (0..2).filter(|list| write.lists.has(*list)).for_each(|list| self.server[list].push(write.number));
    }

    fn bring(&mut self, at: usize) {
        let Some(at) = self.pick_write(at, |write| write.is_committed && write.brought.is_none()) else { return };
        let flight = self.writes[at].flight.iter();
        self.writes[at].brought = Some(flight.filter_map(|entry| Some((*entry, self.server[self.list_of(*entry)?].clone()))).collect());
    }

    fn confirm(&mut self, at: usize) {
        let Some(at) = self.pick_write(at, |write| write.brought.is_some()) else { return };
        let write = self.writes.remove(at);
        let brought = write.brought.unwrap_or_default();
        let is_brought = |list: usize| brought.iter().any(|(entry, _)| self.list_of(*entry) == Some(list)) && !write.overlapped[list];
        self.causes += (0..2).filter(|list| write.lists.has(*list) && !is_brought(*list)).count();
        let flight = brought.into_iter().map(|(entry, log)| (entry, Ok(log))).collect();
        self.cache.settle(write.write, Settled::Done(flight, String::new()), self.now);
        self.send_waiting();
    }

    fn end(&mut self, at: usize, is_broken: bool) {
        let Some(at) = self.pick_write(at, |write| is_broken || !write.is_committed) else { return };
        let write = self.writes.remove(at);
        self.causes += 2;
        self.seen.iter_mut().for_each(|seen| {
            seen.remove(&write.number);
        });
        self.cache.settle(write.write, if is_broken { Settled::Failed } else { Settled::Refused }, self.now);
        self.send_waiting();
    }

    fn read(&mut self, at: usize) {
        let open: Vec<usize> = (0..self.reads.len()).filter(|at| self.reads[*at].answer.is_none()).collect();
        if let Some(at) = open.get(at % open.len().max(1)) {
            let list = self.list_of(self.reads[*at].ask.entry);
            self.reads[*at].answer = Some(list.map(|list| self.server[list].clone()).unwrap_or_default());
        }
    }

    fn arrive(&mut self, at: usize, has_arrived: bool) {
        let ready: Vec<usize> = (0..self.reads.len()).filter(|at| !has_arrived || self.reads[*at].answer.is_some()).collect();
        if let Some(at) = ready.get(at % ready.len().max(1)) {
            let read = self.reads.remove(*at);
            let answer = read.answer.filter(|_| has_arrived).ok_or(());
            self.cache.answer(read.ask, answer, self.now);
        }
    }

    fn outside(&mut self, list: usize) {
        self.server[list].push(self.next);
        self.next += 1;
        self.untold[list] = true;
    }

    fn event(&mut self, list: usize) {
        if std::mem::take(&mut self.untold[list]) {
            self.causes += 1;
            self.writes.iter_mut().for_each(|write| write.overlapped[list] = true);
            self.cache.invalidate(&Lists::One(list).target());
        }
    }

    fn open(&mut self, list: usize) {
        self.causes += 1;
        let entry = self.cache.ensure(&Self::key(list), self.now, || ());
        self.cache.subscribe(entry, Duration::from_secs(30), self.now);
        self.readers[list].push(entry);
    }

    fn send_reads(&mut self) {
        let asks: Vec<_> = std::iter::from_fn(|| self.cache.next_read()).collect();
        self.sent += asks.len();
        self.reads.extend(asks.into_iter().map(|ask| ReadUnderWay { ask, answer: None }));
    }

    /// Looks for faults at every moment: nothing is on the screen twice, and what was on it goes only when its write failed.
    fn look(&mut self) -> Checked {
        for list in 0..2 {
            let shown = self.cache.find(&Self::key(list)).and_then(|entry| entry.shown.clone());
            let Some(shown) = shown else {
                self.seen[list].clear();
                continue;
            };
            let now: BTreeSet<u32> = shown.iter().copied().collect();
            prop_assert_eq!(now.len(), shown.len(), "twice on the screen: {:?}", shown);
            prop_assert!(now.is_superset(&self.seen[list]), "vanished: {:?} from {:?}", self.seen[list], shown);
            self.seen[list] = now;
        }
        Ok(())
    }

    /// Everything that is under way comes to its end, and every list is looked at.
    fn rest(&mut self) -> Checked {
        for list in 0..2 {
            self.run(&Step::Open(list))?;
            self.run(&Step::Event(list))?;
        }
        while !self.writes.is_empty() {
            for step in [Step::Commit(0), Step::Bring(0), Step::Confirm(0)] {
                self.run(&step)?;
            }
        }
        for _ in 0..20 {
            while !self.reads.is_empty() {
                self.run(&Step::Read(0))?;
                self.run(&Step::Arrive(0))?;
            }
            if self.cache.entries().iter().all(|entry| entry.error.is_none()) {
                break;
            }
            self.run(&Step::Focus)?;
        }
        for entry in self.cache.entries() {
            let server = self.list_of(entry.id).map(|list| &self.server[list]);
            prop_assert_eq!(entry.shown.as_ref(), server, "at rest");
            prop_assert!(!entry.is_optimistic() && !entry.is_fetching());
        }
        prop_assert!(self.sent <= self.causes, "{} reads for {} causes", self.sent, self.causes);
        Ok(())
    }
}

fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

fn round(steps: &[Step], without: Option<Rule>) -> Checked {
    let mut world = World::new(without);
    steps.iter().try_for_each(|step| world.run(step))?;
    world.rest()
}

#[test]
fn what_is_shown_is_what_the_server_has() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1_000);
    if let Err(error) = runner(cases).run(&vec(step(), 1..60), |steps| round(&steps, None)) {
        panic!("{error}");
    }
}

#[test]
fn each_rule_is_needed() {
    let (mut runner, steps) = (runner(1), vec(step(), 1..60));
    let rounds: Vec<_> = (0..600).filter_map(|_| Some(steps.new_tree(&mut runner).ok()?.current())).collect();
    for rule in [Rule::Replay, Rule::AsOf, Rule::Overlap, Rule::Wait] {
        let wrong = rounds.iter().filter(|steps| round(steps, Some(rule)).is_err()).count();
        println!("without {rule:?} {wrong} of {} rounds go wrong", rounds.len());
        assert!(wrong > 0, "without {rule:?}");
    }
}
