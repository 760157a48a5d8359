//! A value of a description and where it stands.

use crate::diagnostic::Place;
use crate::source::{Pointer, Segment, Spec};

/// The way to a value in one of the YAML files.
#[derive(Debug, Clone)]
pub(super) struct At<'s> {
    spec: Spec<'s>,
    pointer: Pointer,
}

impl<'s> At<'s> {
    pub(super) fn new(spec: Spec<'s>, pointer: Pointer) -> Self {
        Self { spec, pointer }
    }

    /// One step further.
    pub(super) fn join(&self, segment: impl Into<Segment>) -> Self {
        Self { spec: self.spec, pointer: self.pointer.join(segment) }
    }

    /// The place of the key, or of what is nearest to it.
    pub(super) fn key(&self) -> Place {
        self.spec.key(&self.pointer)
    }

    /// The place of the value, or of what is nearest to it.
    pub(super) fn value(&self) -> Place {
        self.spec.value(&self.pointer)
    }

    /// Whether something is written there.
    pub(super) fn is_written(&self) -> bool {
        self.spec.tree().value(&self.pointer).is_some()
    }

    /// The type of the member that stands there: the member itself where its bare type is written.
    pub(super) fn member_type(&self) -> Self {
        let written = self.join("type");
        if written.is_written() { written } else { self.clone() }
    }
}
