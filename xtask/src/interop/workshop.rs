//! The folder in which the tools are: what is installed there, once, and in which versions.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

/// What a step cannot do without.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// Node.js with npm, and the packages of `package-lock.json`.
    Node,
    /// Python 3 with venv, and the packages of `requirements.txt`.
    Python,
    /// A Java compiler.
    Java,
    /// Chromium, and the packages of `browser/package-lock.json`.
    Browser,
    /// The cases that our validator has judged.
    Cases,
    /// A running sandbox.
    Sandbox,
}

/// Who knows the version of a tool.
#[derive(Clone, Copy)]
pub(super) enum Tool {
    /// An npm package.
    Npm(&'static str),
    /// A Python package.
    Python(&'static str),
    /// A program, which says it itself.
    Program(&'static str, &'static str),
}

/// Folders and what was installed.
pub(super) struct Workshop {
    repository: PathBuf,
    schemas: PathBuf,
    here: PathBuf,
    /// What was asked for, and why it cannot be had.
    provided: Vec<(Need, Result<(), String>)>,
}

impl Workshop {
    /// Copies the scripts of `tests/interop` to where they find the tools.
    pub(super) fn open(repository: &Path, schemas: PathBuf) -> Result<Self> {
        let here = repository.join("target/interop");
        for folder in ["schemas", "languages", "sandbox", "browser"] {
            let to = here.join(folder);
            fs::create_dir_all(&to)?;
            for entry in fs::read_dir(repository.join("tests/interop").join(folder))? {
                let entry = entry?;
                if entry.file_type()?.is_file() {
                    fs::copy(entry.path(), to.join(entry.file_name()))?;
                }
            }
        }
        let repository = repository.to_owned();
        Ok(Self { repository, schemas, here, provided: Vec::new() })
    }

    pub(super) fn repository(&self) -> &Path {
        &self.repository
    }

    /// The schemas to judge.
    pub(super) fn schemas(&self) -> &Path {
        &self.schemas
    }

    /// Something in the folder of the tools.
    pub(super) fn at(&self, path: &str) -> PathBuf {
        self.here.join(path)
    }

    /// The cases for the validators, one a line.
    pub(super) fn cases(&self) -> PathBuf {
        self.at("cases.jsonl")
    }

    /// Sees to it that something is there; the error says in plain words what is missing.
    pub(super) fn provide(&mut self, need: Need) -> Result<(), String> {
        let known = self.provided.iter().find(|(known, _)| *known == need);
        if let Some((_, result)) = known {
            return result.clone();
        }
        let result = self.install(need).map_err(|error| format!("{error:#}"));
        self.provided.push((need, result.clone()));
        result
    }

    fn install(&self, need: Need) -> Result<()> {
        match need {
            Need::Node => self.install_node(""),
            Need::Browser => install_chromium().and_then(|()| self.install_node("browser")),
            Need::Python => self.install_python(),
            Need::Java => present("javac", "-version", "there is no Java compiler (javac) here"),
            Need::Cases => self.write_cases(),
            Need::Sandbox => Ok(()),
        }
    }

    /// The packages that a folder of the tools names, in the same folder of the workshop.
    fn install_node(&self, folder: &str) -> Result<()> {
        present("npm", "--version", "there is no Node.js with npm here")?;
        let inside = |name: &str| Path::new(folder).join(name).display().to_string();
        self.once(&inside("package-lock.json"), &inside("node_modules"), |this| {
            for name in ["package.json", "package-lock.json"] {
                fs::copy(this.tools(&inside(name)), this.at(&inside(name)))?;
            }
            let mut npm = Command::new("npm");
            npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
            quietly(npm.current_dir(this.at(folder)))
        })
    }

    fn install_python(&self) -> Result<()> {
        present("python3", "--version", "there is no Python (python3) here")?;
        self.once("requirements.txt", "venv", |this| {
            quietly(Command::new("python3").args(["-m", "venv", "--clear"]).arg(this.at("venv")))?;
            let mut pip = Command::new(this.at("venv/bin/pip"));
            pip.args(["install", "--quiet", "--disable-pip-version-check", "--no-deps"]);
            quietly(pip.arg("--requirement").arg(this.tools("requirements.txt")))
        })
    }

    fn write_cases(&self) -> Result<()> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut test = Command::new(cargo);
        test.args(["test", "--quiet", "--package", "schema-tests", "cases", "--manifest-path"]);
        test.arg(self.repository.join("Cargo.toml")).env("INTEROP_CASES", self.cases());
        quietly(&mut test)
    }

    fn tools(&self, name: &str) -> PathBuf {
        self.repository.join("tests/interop/tools").join(name)
    }

    /// Installs what a lock file names, unless that was done.
    fn once(
        &self,
        lock: &str,
        folder: &str,
        install: impl FnOnce(&Self) -> Result<()>,
    ) -> Result<()> {
        let wanted = fs::read_to_string(self.tools(lock))?;
        let mark = self.at(folder).join(".installed");
        if fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
            return Ok(());
        }
        install(self).with_context(|| format!("what {lock} names cannot be installed"))?;
        Ok(fs::write(mark, wanted)?)
    }

    /// The tools, each with its version, as far as they are there.
    pub(super) fn versions(&self, tools: &[Tool]) -> Result<String> {
        let versions = tools.iter().map(|tool| self.version(*tool)).collect::<Result<Vec<_>>>()?;
        Ok(versions.join(", "))
    }

    fn version(&self, tool: Tool) -> Result<String> {
        Ok(match tool {
            Tool::Npm(name) => {
                let mut text = fs::read_to_string(self.tools("package.json"))?;
                text += &fs::read_to_string(self.tools("browser/package.json"))?;
                let marker = format!("\"{name}\": \"");
                let rest =
                    text.split_once(&marker).with_context(|| format!("{name} is not pinned"))?.1;
                format!("{name} {}", rest.split('"').next().unwrap_or_default())
            }
            Tool::Python(name) => {
                let text = fs::read_to_string(self.tools("requirements.txt"))?;
                let mut pins = text.lines().filter_map(|line| line.split_once("=="));
                let pin = pins.find(|(known, _)| *known == name);
                format!("{name} {}", pin.with_context(|| format!("{name} is not pinned"))?.1)
            }
            Tool::Program(name, argument) => match Command::new(name).arg(argument).output() {
                Ok(output) => String::from_utf8_lossy(&output.stdout).trim().to_owned(),
                Err(_) => name.to_owned(),
            },
        })
    }
}

/// Debian's package where there is no Chromium: elsewhere a person knows better how to install one.
fn install_chromium() -> Result<()> {
    const NONE: &str =
        "there is no Chromium here, nor can apt-get install one: CHROMIUM may name one";
    if let Ok(named) = std::env::var("CHROMIUM") {
        return present(&named, "--version", "what CHROMIUM names does not run");
    }
    let there = || present("chromium", "--version", NONE);
    let apt = |arguments: &[&str]| {
        let mut apt = Command::new("apt-get");
        quietly(apt.args(["-qq", "-y"]).args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    there().or_else(|_| {
        // Whether it worked is seen by what is there then.
        let _ = apt(&["update"]).and_then(|()| apt(&["install", "chromium"]));
        there()
    })
}

fn present(program: &str, argument: &str, otherwise: &'static str) -> Result<()> {
    let there = Command::new(program).arg(argument).output();
    if there.is_ok_and(|output| output.status.success()) { Ok(()) } else { bail!(otherwise) }
}

/// Runs a command whose output matters only when it fails.
fn quietly(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("cannot run {command:?}"))?;
    if output.status.success() {
        return Ok(());
    }
    let text = [output.stdout, output.stderr].concat();
    bail!("{command:?}: {}", String::from_utf8_lossy(&text))
}
