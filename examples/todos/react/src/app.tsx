// The application: what to add, the list, what to do with all of it.

import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { CallFailure } from "todos-client";
import { constraints } from "todos-client/constraints";
import type { TodoError } from "todos-client/todos";
import { Item } from "./item";
import { fieldError, useClearCompleted, useCreate, useLive, useSignOut, useTodos, useToggleAll, useWho, words } from "./todos";

const FILTERS = { "/react": "All", "/react/active": "Active", "/react/completed": "Completed" } as const;

type Failure = CallFailure<TodoError> | null;

/** The path of the page, and a way to another of its paths. */
function usePath(): [string, (path: string) => void] {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const back = () => setPath(location.pathname);
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);
  return [
    path,
    (to) => {
      history.pushState(null, "", to);
      setPath(to);
    },
  ];
}

export function App() {
  const [path, go] = usePath();
  const [notice, setNotice] = useState("");
  const { todos, error } = useTodos();
  useLive();
  const clear = useClearCompleted();
  const left = todos.filter((todo) => !todo.completed).length;
  const visible = todos.filter((todo) => path === "/react" || todo.completed === (path === "/react/completed"));
  const tell = (failure: Failure) => setNotice(failure ? words(failure.error) : "");
  const field = useRef<HTMLInputElement>(null);
  // What had the focus may be gone with the list.
  useEffect(() => {
    if (document.activeElement === document.body) field.current?.focus();
  }, [todos.length === 0]);
  return (
    <>
      <Account path={path} />
      <div className="todoapp">
        <Header tell={tell} field={field} />
        <p className="notice" role="status">
          {error ? words(error.error) : notice}
        </p>
        {todos.length > 0 && (
          <>
            <main className="main">
              <ToggleAll isDone={left === 0} tell={tell} />
              <ul className="todo-list">
                {visible.map((todo) => (
                  <Item key={String(todo.id)} todo={todo} tell={tell} notice={setNotice} />
                ))}
              </ul>
            </main>
            <footer className="footer">
              <span className="todo-count" data-testid="todo-count">
                <strong>{left}</strong> {left === 1 ? "item left" : "items left"}
              </span>
              <ul className="filters">
                {Object.entries(FILTERS).map(([to, name]) => (
                  <li key={to}>
                    <a
                      href={to}
                      className={to === path ? "selected" : ""}
                      aria-current={to === path ? "page" : undefined}
                      onClick={(event) => {
                        event.preventDefault();
                        go(to);
                      }}
                    >
                      {name}
                    </a>
                  </li>
                ))}
              </ul>
              {left < todos.length && (
                <button className="clear-completed" onClick={() => clear.mutate(undefined, { onSettled: (_, failure) => tell(failure) })}>
                  Clear completed
                </button>
              )}
            </footer>
          </>
        )}
      </div>
    </>
  );
}

/** Whose list it is, and the way in or out. */
function Account({ path }: { path: string }) {
  const who = useWho();
  const signOut = useSignOut();
  const leave = (event: FormEvent) => {
    event.preventDefault();
    signOut.mutate();
  };
  return (
    <nav className="account" aria-label="Account">
      {who && (
        <>
          <span>{who}</span>
          <form onSubmit={leave}>
            <button>Sign out</button>
          </form>
        </>
      )}
      {who === null && <a href={`/login?next=${encodeURIComponent(path)}`}>Sign in</a>}
    </nav>
  );
}

function Header({ tell, field }: { tell: (failure: Failure) => void; field: RefObject<HTMLInputElement | null> }) {
  const [title, setTitle] = useState("");
  const create = useCreate();
  const fault = fieldError(create.error, "/new/title");
  const add = (event: FormEvent) => {
    event.preventDefault();
    // At once, so that a second click adds nothing; what fails is given back.
    setTitle("");
    create.mutateAsync({ title: title.trim() }).then(
      () => tell(null),
      (failure: CallFailure<TodoError>) => {
        setTitle((now) => now || title);
        tell(failure.error.kind === "invalid" ? null : failure);
      },
    );
  };
  return (
    <header className="header">
      <h1>todos</h1>
      <form onSubmit={add} noValidate>
        <input
          ref={field}
          className="new-todo"
          aria-label="What needs to be done?"
          placeholder="What needs to be done?"
          autoFocus
          value={title}
          // HTML counts UTF-16 units, the rule counts characters.
          maxLength={2 * constraints.NewTodo.title.maxLength}
          aria-invalid={fault !== undefined}
          aria-describedby={fault && "new-title-fault"}
          onChange={(event) => setTitle(event.target.value)}
        />
        <button className="add" aria-disabled={create.isPending}>
          Add
        </button>
      </form>
      {fault && (
        <p className="fault" id="new-title-fault" role="alert">
          {fault}
        </p>
      )}
    </header>
  );
}

function ToggleAll({ isDone, tell }: { isDone: boolean; tell: (failure: Failure) => void }) {
  const toggle = useToggleAll();
  return (
    <form>
      <input
        id="toggle-all"
        className="toggle-all"
        type="checkbox"
        checked={isDone}
        onChange={() => toggle.mutate(!isDone, { onSettled: (_, failure) => tell(failure) })}
      />
      <label htmlFor="toggle-all">❯Mark all as complete</label>
    </form>
  );
}
