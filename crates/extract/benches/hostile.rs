//! How time grows on texts made to be slow: each is read at 1.25, 2.5, 5 and 10 MB, and no
//! doubling may multiply the time by more than 2.2.
//!
//!     cargo bench -p shishi-extract

use shishi_extract::{Item, read};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Memory is taken as in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const MEGABYTES: [f64; 4] = [1.25, 2.5, 5.0, 10.0];

/// How long each text is read, at best. All are read in turns, at least three times and more often
/// where they are short, so that a slow moment of the machine hits each of them.
fn times(texts: &[String]) -> Vec<f64> {
    let mut best = vec![f64::INFINITY; texts.len()];
    let start = Instant::now();
    for turn in 0.. {
        if turn >= 3 && start.elapsed() >= ENOUGH {
            break;
        }
        for (text, best) in texts.iter().zip(&mut best) {
            *best = best.min(time(text).as_secs_f64());
        }
    }
    best
}

fn time(text: &str) -> Duration {
    let start = Instant::now();
    black_box(read(&Item {
        title: "改造3所学校、12条道路",
        narrative: text,
        year: Some(2024),
        as_of: "2024-03-31".parse().ok(),
    }));
    start.elapsed()
}

/// How long the texts of a family are read over and over again.
const ENOUGH: Duration = Duration::from_secs(3);

/// What random bytes read as GBK look like: Chinese characters without sense, ASCII between
/// them, and marks for what is no character.
fn noise(bytes: usize) -> String {
    let mut out = String::with_capacity(bytes + 4);
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    while out.len() < bytes {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let value = (state >> 20) as u32;
        let c = match state % 8 {
            0 | 1 => char::from_u32(value % 128),
            2 => Some('\u{FFFD}'),
            _ => char::from_u32(0x4E00 + value % 0x5200),
        };
        out.extend(c);
    }
    out
}

fn main() {
    let line = "截至3月20日共开展文化活动92场参与群众6万人次其中甲县1个乙县3个占年度任务的27.37%";
    let families = [
        ("digits", "9"),
        ("一二三…", "一二三四五六七八九十"),
        ("3家，5家，", "3家，5家，"),
        ("brackets", "（“《（"),
        ("的", "的"),
        ("dates", "2024年3月1日至"),
        ("one line", line),
        ("random bytes", ""),
    ];
    let mut worst = 0f64;
    for (name, piece) in families {
        let texts = MEGABYTES.map(|megabytes| {
            let bytes = (megabytes * 1e6) as usize;
            if piece.is_empty() {
                noise(bytes)
            } else {
                piece.repeat(bytes / piece.len())
            }
        });
        let times = times(&texts);
        let ratios: Vec<f64> = times.windows(2).map(|w| w[1] / w[0]).collect();
        worst = ratios.iter().copied().fold(worst, f64::max);
        println!(
            "{name:14} 10 MB in {:>6.2} s, by doubling {:.2} {:.2} {:.2}",
            times[3], ratios[0], ratios[1], ratios[2]
        );
    }
    println!("worst {worst:.2} (wanted at most 2.20)");
}
