-- `{KEY}` is the database's own way to number rows; everything else is the same SQL on SQLite and PostgreSQL.
-- Times are milliseconds since 1970.

CREATE TABLE account (
    id {KEY},
    username TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL UNIQUE,
    password TEXT NOT NULL,
    bio TEXT,
    image TEXT
);

CREATE TABLE follow (
    follower_id BIGINT NOT NULL REFERENCES account (id),
    followed_id BIGINT NOT NULL REFERENCES account (id),
    PRIMARY KEY (follower_id, followed_id)
);

CREATE TABLE article (
    id {KEY},
    slug TEXT NOT NULL UNIQUE,
    author_id BIGINT NOT NULL REFERENCES account (id),
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE INDEX article_by_author ON article (author_id);

CREATE TABLE article_tag (
    article_id BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    place BIGINT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (article_id, place)
);

CREATE INDEX article_tag_by_name ON article_tag (name);

CREATE TABLE favorite (
    article_id BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES account (id),
    PRIMARY KEY (article_id, account_id)
);

CREATE INDEX favorite_by_account ON favorite (account_id);

CREATE TABLE article_comment (
    id {KEY},
    article_id BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    author_id BIGINT NOT NULL REFERENCES account (id),
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE INDEX article_comment_by_article ON article_comment (article_id);

CREATE TABLE secret (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
