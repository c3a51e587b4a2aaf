// Written by trifold::typescript. Edits are lost.

/**
 * A list needs no account, but one is the way back to it. No verbs: this is for the page alone.
 *
 * @packageDocumentation
 */
import type * as core from "./core.js";
import type { AccountError, Credentials } from "./types.js";
export type * from "./types.js";

/** Gives the name of the account whose list it is, where it is an account's. */
export declare const who: core.Read<[], string | null, AccountError>;

/** Signs in, and then leads to `next`. What was on the list before is on the account's list then. */
export declare const signIn: core.Write<[who: Credentials, next?: string | null], null, AccountError>;

/** Ends the session. The list stays, for whoever signs in again. */
export declare const signOut: core.Write<[], null, AccountError>;
