// One todo of the list.

import { type FormEvent, useState } from "react";
import type { CallFailure } from "todos-client";
import type { Todo, TodoError } from "todos-client/todos";
import { fieldError, useAttach, useDelete, useEdit, useToggle } from "./todos";

const IMAGE_MAX = 512 * 1024;

interface Props {
  todo: Todo;
  tell: (failure: CallFailure<TodoError> | null) => void;
  notice: (words: string) => void;
}

export function Item({ todo, tell, notice }: Props) {
  const [isEdited, setEdited] = useState(new URLSearchParams(location.search).get("edit") === String(todo.id));
  const [image, setImage] = useState(0);
  const toggle = useToggle();
  const remove = useDelete();
  const onSettled = (_: unknown, failure: CallFailure<TodoError> | null) => tell(failure);
  const title = `todo-${todo.id}`;
  return (
    <li className={isEdited ? "editing" : todo.completed ? "completed" : ""} data-testid="todo-item" aria-busy={toggle.isPending || remove.isPending}>
      <div className="view">
        <form>
          <input
            className="toggle"
            type="checkbox"
            aria-label="Toggle Todo"
            aria-describedby={title}
            checked={todo.completed}
            onChange={() => toggle.mutate([todo.id, !todo.completed], { onSettled })}
          />
        </form>
        <label id={title} data-testid="todo-title" onDoubleClick={() => setEdited(true)}>
          {todo.title}
        </label>
        {todo.has_image && <img className="image" src={`/image/${todo.id}?${image}`} alt={`Image of ${todo.title}`} />}
        {todo.tags.map((tag) => (
          <span className="tag" key={tag}>
            {tag}
          </span>
        ))}
        {!isEdited && (
          <a
            className="edit-link"
            href={`?edit=${todo.id}`}
            aria-label="Edit"
            aria-describedby={title}
            onClick={(event) => {
              event.preventDefault();
              setEdited(true);
            }}
          />
        )}
        <Attach id={todo.id} title={title} tell={tell} notice={notice} attached={() => setImage(image + 1)} />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            remove.mutate(todo.id, { onSettled });
          }}
        >
          <button className="destroy" aria-label="Delete" aria-describedby={title} />
        </form>
      </div>
      {isEdited && <Edit todo={todo} tell={tell} end={() => setEdited(false)} />}
    </li>
  );
}

function Attach({ id, title, tell, notice, attached }: Omit<Props, "todo"> & { id: bigint; title: string; attached: () => void }) {
  const attach = useAttach();
  const [isOpen, setOpen] = useState(false);
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const file = new FormData(event.currentTarget).get("image");
    if (!(file instanceof File) || !file.name) return;
    setOpen(false);
    if (file.size > IMAGE_MAX) return notice("An image has at most 512 KiB.");
    attach.mutate([id, file], { onSuccess: attached, onSettled: (_, failure) => tell(failure) });
  };
  return (
    <details className="attach" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="choose" aria-label="Attach an image" aria-describedby={title} />
      <form onSubmit={send}>
        <input type="file" name="image" accept="image/png, image/jpeg, image/gif, image/webp" aria-label="Image" required />
        <input type="submit" value="Attach" aria-disabled={attach.isPending} />
      </form>
    </details>
  );
}

function Edit({ todo, tell, end }: Omit<Props, "notice"> & { end: () => void }) {
  const [title, setTitle] = useState(todo.title);
  const edit = useEdit();
  const fault = fieldError(edit.error, "/change/title");
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!edit.isPending) edit.mutate([todo.id, { title }], { onSuccess: end, onSettled: (_, failure) => tell(fault ? null : failure) });
  };
  return (
    <form onSubmit={save} noValidate>
      <input
        className="edit"
        aria-label="Edit"
        autoFocus
        value={title}
        aria-invalid={fault !== undefined}
        aria-describedby={fault && "edit-fault"}
        onChange={(event) => setTitle(event.target.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === "Escape" && end()}
      />
      {fault && (
        <p className="fault" id="edit-fault" role="alert">
          {fault}
        </p>
      )}
    </form>
  );
}
