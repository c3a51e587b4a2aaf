// Written by trifold::typescript. Edits are lost.

import * as core from "./core.js";
import * as types from "./types.js";

export const signIn = /* @__PURE__ */ core.write("2UnW3UJOZvBqEW8W8BNvWw", "ENo0_F4X9EdrtsWaA9MxEw", 2, core.nothing, types.AccountError);
export const signOut = /* @__PURE__ */ core.write("T45TCNcwZ4wvRKH89seh6A", "plriU4K00BgycuD4XAyFRw", 0, core.nothing, types.AccountError);
