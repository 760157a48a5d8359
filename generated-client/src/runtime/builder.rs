//! The states of a required input in a request builder.

/// A required input that has not been given.
#[derive(Clone, Copy, Debug)]
pub struct Missing;

/// A required input that has been given, with its value.
#[derive(Clone, Copy)]
pub struct Given<T>(pub T);

/// A state that can hand out a value: [`Given`], and no other.
pub trait Provide<T> {
    /// The value.
    fn provide(self) -> T;
}

impl<T> Provide<T> for Given<T> {
    fn provide(self) -> T {
        self.0
    }
}
