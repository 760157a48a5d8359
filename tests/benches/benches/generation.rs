//! How long it takes to make the files of a description, beside nothing but reading its YAML: all that `cargo xtask generate`
//! does but writing them. `synthetic_api_emitted` shows the share of each emitter.

#![expect(clippy::expect_used, reason = "a benchmark may stop at the first surprise")]

use std::fs;

use benches::{EMITTERS, repository, synthetic};
use codegen::generate::{Account, Generated, generate, hand_on};
use codegen::source;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// The description of the repository, from the files on disk to the files in memory.
#[divan::bench]
fn payout_api() -> Generated {
    generate(black_box(&repository().join("spec"))).expect("a description without problems")
}

/// Its files, read from the disk and decoded by the YAML library alone.
#[divan::bench]
fn payout_api_yaml_alone(bencher: Bencher<'_, '_>) {
    let (sources, _) = source::load(&repository().join("spec"));
    // A file is named as it is reached from the current folder.
    let paths: Vec<_> = sources.specs().map(|spec| spec.file().name()).collect();
    bencher.bench(|| {
        paths.iter().map(|path| parsed(&fs::read_to_string(path).expect("a text"))).sum::<usize>()
    });
}

/// A description in memory, to files that are dropped as soon as they are made.
#[divan::bench(args = [100, 500, 1_000], sample_count = 5, sample_size = 1)]
fn synthetic_api(bencher: Bencher<'_, '_>, resources: usize) {
    bencher.with_inputs(|| synthetic::files(resources)).bench_values(|files| -> Account {
        let model = synthetic::model(files).expect("a description without problems");
        hand_on(&model, &|file| drop(black_box(file))).expect("files")
    });
}

/// The same without the emitters.
#[divan::bench(args = [100, 500, 1_000], sample_count = 5, sample_size = 1)]
fn synthetic_api_checked(bencher: Bencher<'_, '_>, resources: usize) {
    bencher
        .with_inputs(|| synthetic::files(resources))
        .bench_values(|files| synthetic::model(files).expect("a description without problems"));
}

/// One emitter alone, of a description of 100 resources that has been checked.
#[divan::bench(args = EMITTERS.map(|(name, _)| name), sample_count = 5, sample_size = 1)]
fn synthetic_api_emitted(bencher: Bencher<'_, '_>, emitter: &str) {
    let model = synthetic::model(synthetic::files(100)).expect("a description without problems");
    let (_, emit) = EMITTERS.into_iter().find(|(name, _)| *name == emitter).expect("an emitter");
    bencher.bench(|| emit(black_box(&model)).expect("files"));
}

/// The same files, decoded by the YAML library alone.
#[divan::bench(args = [100, 500, 1_000], sample_count = 5, sample_size = 1)]
fn synthetic_api_yaml_alone(bencher: Bencher<'_, '_>, resources: usize) {
    let files = synthetic::files(resources);
    bencher.bench(|| files.iter().map(|(_, text)| parsed(text)).sum::<usize>());
}

/// Reads a YAML file; how many sections it has.
fn parsed(text: &str) -> usize {
    serde_yaml::from_str::<serde_yaml::Mapping>(text).expect("YAML").len()
}
