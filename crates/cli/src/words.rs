//! An office's own words: the tables `vocabulary/*.txt` of its data folder.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use shishi_app::extract::vocabulary;

use crate::DEFAULT_FOLDER;
use crate::commands::unopened;

/// Folder of the tables, in the data folder.
pub const FOLDER: &str = "vocabulary";
/// Bytes taken in of one table: more than may be in it, so that it is refused with its own sentence.
const MOST: u64 = 2 << 20;
/// Problems told at a start; `shishi doctor` tells them all.
const TOLD: usize = 10;

/// Where the words are, for commands that touch no data.
#[derive(Debug, Args)]
pub struct Words {
    /// 数据目录，用其中自己的词表 vocabulary/*.txt Data folder with words of the office's own
    #[arg(
        long,
        value_name = "DIR",
        default_value = DEFAULT_FOLDER,
        env = "SHISHI_DATA"
    )]
    pub data: PathBuf,
}

/// The tables of a data folder, by name.
#[derive(Debug, Default)]
pub struct Tables {
    named: Vec<(String, Vec<u8>)>,
    /// What is there and cannot be read.
    pub unread: Vec<(PathBuf, io::Error)>,
}

impl Tables {
    /// Reads them. No folder is no tables, and what is wrong with the data folder itself is told
    /// where that is opened.
    pub fn of(data: &Path) -> Self {
        let folder = data.join(FOLDER);
        let mut tables = Self::default();
        let listed = std::fs::read_dir(&folder).and_then(|entries| {
            entries
                .map(|e| Ok(e?.path()))
                .collect::<io::Result<Vec<_>>>()
        });
        let mut paths = match listed {
            Ok(paths) => paths,
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return tables;
            }
            Err(error) => {
                tables.unread.push((folder, error));
                return tables;
            }
        };
        paths.sort();
        for path in paths {
            let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else {
                continue;
            };
            let text = !name.starts_with('.') && name.to_lowercase().ends_with(".txt");
            if !text || path.is_dir() {
                continue;
            }
            let mut bytes = Vec::new();
            let read =
                std::fs::File::open(&path).and_then(|file| file.take(MOST).read_to_end(&mut bytes));
            match read {
                Ok(_) => tables.named.push((name.into_owned(), bytes)),
                Err(error) => tables.unread.push((path, error)),
            }
        }
        tables
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.named.len()
    }

    /// What they amount to.
    pub fn check(&self) -> vocabulary::Check {
        vocabulary::check(&self.borrowed())
    }

    fn borrowed(&self) -> Vec<(&str, &[u8])> {
        let tables = self.named.iter();
        tables.map(|(name, bytes)| (&**name, &**bytes)).collect()
    }
}

/// Takes the tables of a data folder in, before anything is read. One bad line, or a table that
/// cannot be read, keeps no program from working: it is told, and the rest holds.
pub fn load(data: &Path) {
    let tables = Tables::of(data);
    let mut told: Vec<String> = tables
        .unread
        .iter()
        .map(|(path, error)| unopened(path, error).to_string())
        .collect();
    if tables.len() > 0 {
        match vocabulary::extend(&tables.borrowed()) {
            Ok(problems) => told.extend(problems.iter().map(ToString::to_string)),
            Err(error) => told.push(error.to_string()),
        }
    }
    for line in told.iter().take(TOLD) {
        eprintln!("shishi: {line}");
    }
    if told.len() > TOLD {
        let more = told.len() - TOLD;
        eprintln!("shishi: 词表还有{more}处问题，用 shishi doctor 看全部");
    }
}
