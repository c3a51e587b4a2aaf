//! Ends a request that takes too long, or that nobody waits for any more.

use std::time::Duration;

use js_sys::Function;
use trifold::TransportError;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{AbortController, AbortSignal, WorkerGlobalScope};

use super::error::failed;

#[wasm_bindgen]
extern "C" {
    /// A controller, as something that has a function.
    type Ending;

    #[wasm_bindgen(method, getter)]
    fn abort(this: &Ending) -> Function;
}

/// Aborts the request when the time is up, and when it is dropped.
pub(super) struct Deadline {
    global: WorkerGlobalScope,
    controller: AbortController,
    timer: i32,
}

impl Deadline {
    /// Starts the clock. The timer calls `abort` itself, so no closure has to outlive the call.
    pub(super) fn start(global: &WorkerGlobalScope, timeout: Duration) -> Result<Self, TransportError> {
        let failed = |reason| failed(&reason);
        let controller = AbortController::new().map_err(failed)?;
        let abort = controller.unchecked_ref::<Ending>().abort().bind0(&controller);
        let timer = global.set_timeout_with_callback_and_timeout_and_arguments_0(&abort, milliseconds(timeout)).map_err(failed)?;
        Ok(Self { global: global.clone(), controller, timer })
    }

    /// What a request must be given to end with this.
    pub(super) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// Stops the clock: from now on nothing but the drop aborts.
    pub(super) fn stop(&mut self) {
        self.global.clear_timeout_with_handle(self.timer);
    }

    /// Whether the time was up. While this is not dropped, nothing but the timer aborts.
    pub(super) fn passed(&self) -> bool {
        self.signal().aborted()
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        self.global.clear_timeout_with_handle(self.timer);
        self.controller.abort();
    }
}

/// The longest timer that a browser has is 24 days; a longer one would fire at once.
pub(super) fn milliseconds(timeout: Duration) -> i32 {
    timeout.as_millis().try_into().unwrap_or(i32::MAX)
}
