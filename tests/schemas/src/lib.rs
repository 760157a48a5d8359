//! Judges the generated JSON Schemas as other teams meet them: the files on disk, read by a validator that this
//! repository did not write, without network.
#![cfg(test)]

mod cases;
mod corpus;
mod language;
mod mutation;
mod openapi;
mod samples;
mod walk;
mod well_formed;
