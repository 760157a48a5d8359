//! The requests that came, the last of them in full.

use std::collections::VecDeque;

/// A request that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenRequest {
    /// Its method.
    pub method: String,
    /// Its path and query, as they were written.
    pub target: String,
    /// Its body, as far as it is text.
    pub body: String,
    /// The name of the operation that answered it.
    pub operation: Option<String>,
    /// The account that called.
    pub account: Option<String>,
    /// The status of the answer.
    pub status: u16,
}

/// The last requests, and how many came in all.
#[derive(Debug)]
pub(crate) struct Seen {
    kept: VecDeque<SeenRequest>,
    most: usize,
    pub(crate) total: u64,
}

impl Seen {
    pub(crate) fn new(most: usize) -> Self {
        Self { kept: VecDeque::new(), most, total: 0 }
    }

    pub(crate) fn add(&mut self, request: SeenRequest) {
        self.total += 1;
        if self.kept.len() == self.most {
            self.kept.pop_front();
        }
        if self.most > 0 {
            self.kept.push_back(request);
        }
    }

    pub(crate) fn kept(&self) -> impl Iterator<Item = &SeenRequest> {
        self.kept.iter()
    }
}
