// Written by trifold::typescript. Edits are lost.

/** Why nobody was signed in. */
export type AccountError =
  | {
    /** The name is somebody's, and the password is not theirs. */
    code: "wrong_password";
  }
  | {
    /** The store failed. Why is logged, and never sent. */
    code: "storage";
  };

/** A change of a list. */
export type Change =
  | "begun"
  | {
    /** A todo was added or is another now. */
    saved: Todo;
  }
  | {
    /** The todo of this id is no more. */
    removed: bigint;
  };

/** Who signs in. */
export interface Credentials {
  /** Any name. One that is new makes an account. */
  name: string;
  /** At least eight characters. */
  password: string;
}

/** What stands in a todo's edit field. */
export interface Edit {
  /** The title; nothing but space removes the todo. */
  title: string;
}

/** A part of the list. */
export type Filter = "all" | "active" | "completed";

/** A todo that is still to be added. */
export interface NewTodo {
  /** What is to be done. Surrounding space is not kept. */
  title: string;
  /** Words to find it by. */
  tags?: string[];
  /** When it is due, in seconds since 1970. */
  due?: number | null;
}

/** Which todos to list. */
export interface Page {
  /** By what they are. */
  filter?: Filter;
  /** Only those added after the todo of this id. */
  after?: bigint | null;
  /** At most so many. All, unless it is given. */
  limit?: number | null;
}

/** Another title for a todo. */
export interface Rename {
  /** What is to be done. Surrounding space is not kept. */
  title: string;
}

/** One thing to do. */
export interface Todo {
  /** The number that names it, never used twice. */
  id: bigint;
  /** What is to be done, without surrounding space. */
  title: string;
  /** Whether it has been done. */
  completed: boolean;
  /** Words to find it by. */
  tags: string[];
  /** When it is due, in seconds since 1970. */
  due: bigint | null;
  /** Whether an image is attached. */
  has_image: boolean;
}

/** Why a call of [`Todos`](crate::Todos) failed. */
export type TodoError =
  | {
    /** The caller's list has no such todo. */
    code: "not_found";
    /** The id that was asked for. */
    id: bigint;
  }
  | {
    /** The caller's list takes no more todos. */
    code: "full";
  }
  | {
    /** What was attached is no image that a page shows. */
    code: "not_an_image";
  }
  | {
    /** The caller was away for longer than changes are kept. */
    code: "missed";
    /** The first change that there is. */
    oldest: bigint;
  }
  | {
    /** The store failed. Why is logged, and never sent. */
    code: "storage";
  };
