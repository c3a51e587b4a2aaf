//! The source of a value: the text itself, nothing, or the members of an object that several types share (`flatten`, a tag).

use super::fault::Fault;
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
    /// Of a query's names with brackets, the place of what stands before the brackets, which has a place of its own and all their texts.
    pub(super) group: Option<usize>,
}

impl<'a> Members<'a> {
    /// Takes the one of this name, if it is there. The offset of its value.
    ///
    /// # Errors
    /// A second one of this name.
    pub(super) fn take(&mut self, name: &str) -> Result<Option<usize>, Fault> {
        let Some((place, at)) = self.untaken(&|member| (member == name).then_some(())).map(|(place, at, ())| (place, at)) else {
            return Ok(None);
        };
        self.take_at(place);
        match self.untaken(&|member| (member == name).then_some(())) {
            Some(_) => Err(Fault::twice(name)),
            None => Ok(Some(at)),
        }
    }

    /// The first member that nobody took and whose name is known: its place, the offset of its value, and what is known of it.
    pub(super) fn untaken<K>(&self, known: &dyn Fn(&str) -> Option<K>) -> Option<(usize, usize, K)> {
        let mut left = self.list.iter().enumerate().filter(|(_, member)| !member.is_taken);
        left.find_map(|(place, member)| Some((place, member.at, known(&member.name)?)))
    }

    /// Takes the one at a place: a group with its names, or a name and so its group.
    pub(super) fn take_at(&mut self, place: usize) {
        let Some(member) = self.list.get_mut(place) else { return };
        member.is_taken = true;
        let Some(group) = member.group else { return };
        for (other, member) in self.list.iter_mut().enumerate() {
            member.is_taken |= other == group || (group == place && member.group == Some(group));
        }
    }

    /// Returns true if the one at a place is a group, whose names follow it.
    pub(super) fn is_group(&self, place: usize) -> bool {
        self.list.get(place).is_some_and(|member| member.group == Some(place))
    }

    /// Those that nobody took, each of which is taken now. A group is not among them: its names are.
    pub(super) fn rest(&mut self) -> impl Iterator<Item = &Member<'a>> {
        self.list.iter_mut().enumerate().filter_map(|(place, member)| {
            let is_left = !std::mem::replace(&mut member.is_taken, true) && member.group != Some(place);
            is_left.then_some(&*member)
        })
    }

    pub(super) fn taken(&self) -> usize {
        self.list.iter().filter(|member| member.is_taken).count()
    }
}
