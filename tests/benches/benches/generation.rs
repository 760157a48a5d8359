//! How long it takes to make a client of a description, beside nothing but reading its YAML.

#![expect(clippy::expect_used, reason = "a benchmark may stop at the first surprise")]

use std::fs;

use benches::{repository, synthetic};
use codegen::generate::{Generated, from_model, generate};
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
    let paths: Vec<_> = sources.specs().map(|spec| repository().join(spec.file().name())).collect();
    bencher.bench(|| {
        paths.iter().map(|path| parsed(&fs::read_to_string(path).expect("a text"))).sum::<usize>()
    });
}

/// A description in memory, to files in memory.
#[divan::bench(args = [100, 500, 1_000], sample_count = 5, sample_size = 1)]
fn synthetic_api(bencher: Bencher<'_, '_>, resources: usize) {
    bencher.with_inputs(|| synthetic::files(resources)).bench_values(|files| {
        from_model(&synthetic::model(files).expect("a description without problems"))
            .expect("files")
    });
}

/// The same without the emitters.
#[divan::bench(args = [100, 500, 1_000], sample_count = 5, sample_size = 1)]
fn synthetic_api_checked(bencher: Bencher<'_, '_>, resources: usize) {
    bencher
        .with_inputs(|| synthetic::files(resources))
        .bench_values(|files| synthetic::model(files).expect("a description without problems"));
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
