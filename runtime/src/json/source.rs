//! The source of a value: the text itself, nothing, or the members of an object that several types share (`flatten`, a tag).

use std::borrow::Cow;

/// The place of the next value.
#[derive(Debug, Clone, Default)]
pub(super) enum Source<'a> {
    /// In the text.
    #[default]
    Here,
    /// Nowhere.
    Absent,
    /// Nowhere, since a variant's name stands alone.
    Bare,
    /// Among the members of the object that begins here.
    Members(Members<'a>),
}

/// The members of an object.
#[derive(Debug, Clone, Default)]
pub(super) struct Members<'a> {
    pub(super) list: Vec<Member<'a>>,
    /// True if one type has them all, but for a tag.
    pub(super) is_whole: bool,
}

/// A member, with the offset of its value.
#[derive(Debug, Clone)]
pub(super) struct Member<'a> {
    pub(super) name: Cow<'a, str>,
    /// The offset of its name.
    pub(super) name_at: usize,
    pub(super) at: usize,
    pub(super) is_taken: bool,
}

impl<'a> Members<'a> {
    /// Takes the one of this name, if it is there.
    pub(super) fn take(&mut self, name: &str) -> Option<usize> {
        let member = self.list.iter_mut().find(|member| !member.is_taken && member.name == name)?;
        member.is_taken = true;
        Some(member.at)
    }

    /// Those that nobody took, each of which is taken now.
    pub(super) fn rest(&mut self) -> impl Iterator<Item = &Member<'a>> {
        self.list.iter_mut().filter_map(|member| (!std::mem::replace(&mut member.is_taken, true)).then_some(&*member))
    }

    pub(super) fn taken(&self) -> usize {
        self.list.iter().filter(|member| member.is_taken).count()
    }
}
