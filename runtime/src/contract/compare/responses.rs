//! What a caller gets: statuses, headers, bodies.

use super::walk::{Operation, Side, Walk, members, resolve};
use serde_json::Value;

impl<'a> Walk<'a> {
    pub(super) fn responses(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        for (status, response) in members(old.own, "responses") {
            let place = format!("{}, answer {status}", old.name);
            match new.own.get("responses").and_then(|responses| responses.get(status)) {
                Some(now) => self.response(&place, resolve(self.old, response), resolve(self.new, now)),
                None if is_error(status) => self.compatible(&place, "is no longer given"),
                None => self.breaks(&place, "is no longer given; a caller that waits for this status takes success for failure"),
            }
        }
        let known = |status: &String| old.own.get("responses").is_some_and(|responses| responses.get(status).is_some());
        for (status, _) in members(new.own, "responses").filter(|(status, _)| !known(status)) {
            self.compatible(&format!("{}, answer {status}", old.name), "is new");
        }
    }

    fn response(&mut self, place: &str, old: &'a Value, new: &'a Value) {
        for (header, _) in members(old, "headers") {
            let stays = members(new, "headers").any(|(other, _)| other.eq_ignore_ascii_case(header));
            if !stays {
                self.breaks(&format!("{place}, header `{header}`"), "is gone; a caller that reads it finds nothing");
            }
        }
        if old.get("content").is_none() && new.get("content").is_some() {
            self.compatible(place, "has a body now");
        }
        self.contents(place, Side::Response, old, new);
    }
}

fn is_error(status: &str) -> bool {
    status.starts_with(['4', '5']) || status == "default"
}
