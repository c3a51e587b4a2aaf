//! Number of streams that a page holds open, and their turns.
//!
//! In: streams that want to be open, and what the browser says of the page. Out: a turn for each, until it is over: when the page is not seen
//! for a while, is put away, or offline; and where the connections are few, when others wait for theirs. A browser gives a page six connections
//! to a server over HTTP/1.1: streams that took them all would leave none for calls.

use std::cell::RefCell;
use std::collections::VecDeque;

use futures_channel::oneshot::{Receiver, Sender, channel};
use js_sys::{Array, Date, Function};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::EventTarget;

use super::global::{get, global, is_offline};

/// The most streams that are open at one time over HTTP/1.1.
const FEW: usize = 3;

/// Least time that a stream is open while others wait, interval of looking at that, and longest time that a page may be hidden; in milliseconds.
const TURN: f64 = 5_000.0;
const LOOK: i32 = 1_000;
const HIDDEN: i32 = 30_000;

thread_local! {
    static PAGE: RefCell<Option<Page>> = const { RefCell::new(None) };
}

/// The streams of a page.
struct Page {
    most: usize,
    count: u64,
    open: Vec<Holder>,
    waiting: VecDeque<Sender<Turn>>,
    is_hidden: bool,
    is_put_away: bool,
    /// Somebody waits, and the clock strikes.
    is_watched: bool,
    /// Functions that the browser calls. They live as long as the page.
    clock: Closure<dyn FnMut()>,
    hidden: Closure<dyn FnMut()>,
    _events: Vec<Closure<dyn FnMut()>>,
}

/// A stream that is open.
struct Holder {
    number: u64,
    since: f64,
    over: Option<Sender<()>>,
}

/// Leave to be open, until it is dropped.
pub(super) struct Turn {
    number: u64,
    /// Ends with the turn.
    pub(super) over: Receiver<()>,
}

/// A turn, once there is one.
pub(super) fn next() -> Receiver<Turn> {
    let (sender, receiver) = channel();
    with(|page| page.waiting.push_back(sender));
    admit();
    watch();
    receiver
}

impl Drop for Turn {
    fn drop(&mut self) {
        with(|page| page.open.retain(|holder| holder.number != self.number));
        admit();
    }
}

/// Does something with the page, which is made when it is first asked for.
fn with<R>(what: impl FnOnce(&mut Page) -> R) -> R {
    PAGE.with_borrow_mut(|page| what(page.get_or_insert_with(Page::new)))
}

/// Lets in who waits. A turn that nobody takes any more is dropped here, while the page is not borrowed.
fn admit() {
    while let Some((waiting, turn)) = with(Page::grant) {
        drop(waiting.send(turn));
    }
}

/// Ends the turns that are over. Who held them hears of it later.
fn end(turns: impl FnOnce(&mut Page) -> Vec<Sender<()>>) {
    for over in with(turns) {
        over.send(()).unwrap_or_default();
    }
}

/// Looks at the streams again after a while, as long as some wait.
fn watch() {
    let clock = with(|page| {
        let is_needed = !page.waiting.is_empty() && !page.is_away() && !std::mem::replace(&mut page.is_watched, true);
        is_needed.then(|| page.clock.as_ref().unchecked_ref::<Function>().clone())
    });
    if let Some(clock) = clock {
        later(&clock, LOOK);
    }
}

fn strike() {
    with(|page| page.is_watched = false);
    end(Page::rotate);
    watch();
}

/// The page is hidden, or was and is seen again.
fn seen_or_not() {
    if is_hidden() {
        let hidden = with(|page| page.hidden.as_ref().unchecked_ref::<Function>().clone());
        later(&hidden, HIDDEN);
    } else {
        with(|page| (page.is_hidden, page.is_put_away) = (false, false));
        come_or_go();
    }
}

fn hidden_for_long() {
    with(|page| page.is_hidden = is_hidden());
    come_or_go();
}

fn put_away() {
    with(|page| page.is_put_away = true);
    come_or_go();
}

fn taken_out() {
    with(|page| page.is_put_away = false);
    come_or_go();
}

/// Closes the streams of a page that is away, or opens them again.
fn come_or_go() {
    end(Page::leave);
    admit();
    watch();
}

impl Page {
    fn new() -> Self {
        type On = fn();
        let document: JsValue = get(&global(), "document");
        let events: [(&JsValue, &str, On); 5] = [
            (&document, "visibilitychange", seen_or_not),
            (&global(), "pagehide", put_away),
            (&global(), "pageshow", taken_out),
            (&global(), "online", come_or_go),
            (&global(), "offline", come_or_go),
        ];
        let listen = |(target, event, on): &(&JsValue, &str, On)| {
            let on = Closure::<dyn FnMut()>::new(*on);
            // A worker has no document, and hears of nothing then.
            let target: Option<&EventTarget> = target.dyn_ref();
            target.and_then(|target| target.add_event_listener_with_callback(event, on.as_ref().unchecked_ref()).ok());
            on
        };
        Self {
            most: if is_multiplexed() { usize::MAX } else { FEW },
            count: 0,
            open: Vec::new(),
            waiting: VecDeque::new(),
            is_hidden: false,
            is_put_away: false,
            is_watched: false,
            clock: Closure::new(strike),
            hidden: Closure::new(hidden_for_long),
            _events: events.iter().map(listen).collect(),
        }
    }

    fn is_away(&self) -> bool {
        self.is_hidden || self.is_put_away || is_offline()
    }

    /// The next one that waits, with a turn.
    fn grant(&mut self) -> Option<(Sender<Turn>, Turn)> {
        self.waiting.retain(|waiting| !waiting.is_canceled());
        if self.is_away() || self.open.len() >= self.most {
            return None;
        }
        let waiting = self.waiting.pop_front()?;
        let (over, is_over) = channel();
        self.count += 1;
        self.open.push(Holder { number: self.count, since: Date::now(), over: Some(over) });
        Some((waiting, Turn { number: self.count, over: is_over }))
    }

    /// The turns that are over: those that have been open the longest, one for each that waits.
    fn rotate(&mut self) -> Vec<Sender<()>> {
        let now = Date::now();
        let wanted = self.waiting.len();
        let is_over = |holder: &&mut Holder| now - holder.since >= TURN;
        self.open.iter_mut().filter(is_over).filter_map(|holder| holder.over.take()).take(wanted).collect()
    }

    /// Of a page that is away, all turns.
    fn leave(&mut self) -> Vec<Sender<()>> {
        let is_away = self.is_away();
        self.open.iter_mut().filter(|_| is_away).filter_map(|holder| holder.over.take()).collect()
    }
}

fn later(what: &Function, milliseconds: i32) {
    // A browser that gives no timer leaves things as they are.
    drop(global().set_timeout_with_callback_and_timeout_and_arguments_0(what, milliseconds));
}

fn is_hidden() -> bool {
    get(&get(&global(), "document"), "visibilityState") == "hidden"
}

/// Returns true if requests share a connection: as the page itself, or what it loaded last, came over HTTP/2 or later.
fn is_multiplexed() -> bool {
    let performance = get(&global(), "performance");
    let Ok(list) = get(&performance, "getEntriesByType").dyn_into::<Function>() else { return false };
    let last = |kind: &str| {
        let entries: Array = list.call1(&performance, &JsValue::from_str(kind)).ok()?.dyn_into().ok()?;
        get(&entries.pop(), "nextHopProtocol").as_string().filter(|protocol| !protocol.is_empty())
    };
    let protocol = last("navigation").or_else(|| last("resource")).unwrap_or_default();
    protocol.starts_with("h2") || protocol.starts_with("h3")
}
