//! Patterns that no empty text matches, so that a field of one is `required`: a browser does not try a pattern on an empty field.
//!
//! In: a regular expression, as the crate `regex` reads it. Out: true if each match takes a character. A page has no engine to ask, so this looks at the
//! expression alone, and says no where it does not understand it.
//!
//! Source: <https://docs.rs/regex/1/regex/#syntax>.

/// Deepest group that is looked into.
const MAX_DEPTH: usize = 32;

/// Returns true if the pattern surely refuses the empty text.
pub(super) fn refuses_empty(pattern: &str) -> bool {
    let mut rest = Rest { chars: pattern.chars().peekable(), depth: 0 };
    rest.choice() == Some(true) && rest.chars.next().is_none()
}

/// The part of an expression that is still to be read. Each step gives true if what it read takes a character, and nothing if it was not understood.
struct Rest<'a> {
    chars: std::iter::Peekable<std::str::Chars<'a>>,
    depth: usize,
}

impl Rest<'_> {
    /// `a|b`: each of them takes one.
    fn choice(&mut self) -> Option<bool> {
        let mut takes = self.sequence()?;
        while self.chars.next_if_eq(&'|').is_some() {
            takes &= self.sequence()?;
        }
        Some(takes)
    }

    /// `ab`: one of them takes one.
    fn sequence(&mut self) -> Option<bool> {
        let mut takes = false;
        while self.chars.peek().is_some_and(|next| !matches!(next, '|' | ')')) {
            takes |= self.item()? & self.repetition()?;
        }
        Some(takes)
    }

    fn item(&mut self) -> Option<bool> {
        match self.chars.next()? {
            '^' | '$' => Some(false),
            '\\' => self.escape(),
            '[' => self.class(),
            '(' => self.group(),
            '*' | '+' | '?' | '{' => None,
            _ => Some(true),
        }
    }

    /// `\d`, `\.`, `\p{L}`; of a place and no character: `\b`, `\A`.
    fn escape(&mut self) -> Option<bool> {
        match self.chars.next()? {
            'b' | 'B' | '<' | '>' | 'A' | 'z' => self.chars.peek().is_none_or(|next| *next != '{').then_some(false),
            'p' | 'P' | 'x' | 'u' | 'U' if self.chars.peek() == Some(&'{') => self.chars.find(|next| *next == '}').map(|_| true),
            // Of a number of digits that would have to be counted.
            'x' | 'u' | 'U' => None,
            'p' | 'P' => self.chars.next().map(|_| true),
            _ => Some(true),
        }
    }

    /// `[a-z]`, with others within.
    fn class(&mut self) -> Option<bool> {
        let mut open = 0;
        let mut next = '[';
        loop {
            match next {
                '[' => {
                    open += 1;
                    self.chars.next_if_eq(&'^');
                    self.chars.next_if_eq(&']');
                }
                ']' if open == 1 => return Some(true),
                ']' => open -= 1,
                '\\' => drop(self.chars.next()?),
                _ => {}
            }
            next = self.chars.next()?;
        }
    }

    /// `(a)`, `(?:a)`, `(?<name>a)`, `(?i)`.
    fn group(&mut self) -> Option<bool> {
        if self.chars.next_if_eq(&'?').is_some() {
            self.chars.next_if_eq(&'P');
            if self.chars.next_if_eq(&'<').is_some() {
                self.chars.find(|next| *next == '>')?;
            } else if self.flags()? == ')' {
                return Some(false);
            }
        }
        self.depth += 1;
        let takes = if self.depth > MAX_DEPTH { None } else { self.choice() };
        self.depth -= 1;
        self.chars.next_if_eq(&')').and(takes)
    }

    /// Flags, and what ends them. With `x` blanks mean nothing, and that is not understood.
    fn flags(&mut self) -> Option<char> {
        loop {
            match self.chars.next()? {
                'x' => return None,
                end @ (':' | ')') => return Some(end),
                _ => {}
            }
        }
    }

    /// `*`, `+?`, `{2,3}`: false if there may be none.
    fn repetition(&mut self) -> Option<bool> {
        let mut is_there = true;
        while let Some(mark) = self.chars.next_if(|next| matches!(next, '*' | '?' | '+' | '{')) {
            is_there &= match mark {
                '{' => self.least()? > 0,
                mark => mark == '+',
            };
            self.chars.next_if_eq(&'?');
        }
        Some(is_there)
    }

    /// The least of `{2,3}`, once its bracket is read.
    fn least(&mut self) -> Option<u32> {
        let mut bounds = String::new();
        loop {
            match self.chars.next()? {
                '}' => break,
                next => bounds.push(next),
            }
        }
        bounds.split(',').next()?.trim().parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFUSING: [&str; 22] = [
        "a",
        "^a$",
        r"\S",
        "^[a-z]+$",
        "a{2}",
        "a{1,}",
        "a+?",
        "(a|b)",
        "a|bc",
        "(?:a|b)c*",
        "(?<name>a)",
        "(?P<name>a)",
        "(?i)a",
        "(?i:a)",
        "[]]",
        "[^]a]",
        "[[:alpha:]&&[^b]]",
        r"[\]]x?",
        r"\p{L}",
        r"\x{41}",
        r"\.b*",
        "^.",
    ];
    const TAKING: [&str; 14] = ["", "^$", "a*", "a?", "a*?", "a{0,3}", "a|", "|a", "(a)?", "(a|b*)", "(?i)", "^a*$", r"\Aa?\z", "(?:)"];

    #[test]
    fn each_match_takes_a_character_or_may_be_empty() {
        for pattern in REFUSING {
            assert!(refuses_empty(pattern), "{pattern}");
        }
        for pattern in TAKING {
            assert!(!refuses_empty(pattern), "{pattern}");
        }
    }

    /// As the engine says it.
    #[test]
    fn the_engine_agrees() {
        for (patterns, refuses) in [(REFUSING.as_slice(), true), (TAKING.as_slice(), false)] {
            for pattern in patterns {
                assert_eq!(regex::Regex::new(pattern).unwrap().is_match(""), !refuses, "{pattern}");
            }
        }
    }

    #[test]
    fn what_is_not_understood_may_be_empty() {
        for pattern in ["(?x) a", "(", "a)", "[a", r"\", r"\x41", "a{b}", "*", r"\b", r"\b{start}a"] {
            assert!(!refuses_empty(pattern), "{pattern}");
        }
        assert!(!refuses_empty(&"(".repeat(100_000)), "it ends");
    }
}
