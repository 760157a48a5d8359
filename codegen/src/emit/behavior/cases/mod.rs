//! Makes conformance cases from a model: one module for each kind of case.

pub(super) mod answers;
pub(super) mod callbacks;
pub(super) mod paging;
pub(super) mod reconcile;
pub(super) mod requests;
