//! Parts that several pages use. Each draws itself: `{{ part }}` in a template.

pub mod bullet;
pub mod curve;
pub mod entry;
pub mod lamp;
pub mod mixed;
pub mod stage_bar;

pub use bullet::Bullet;
pub use curve::Curve;
pub use entry::Entry;
pub use lamp::Lamp;
pub use mixed::Mixed;
pub use stage_bar::StageBar;

/// A text cut to so many characters, with …… where something is left out.
pub fn cut(text: &str, most: usize) -> String {
    let text = text.trim();
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((end, _)) => {
            let kept = text[..end].trim_end_matches(['，', '、', '；', '：', '。', ' ']);
            format!("{kept}……")
        }
    }
}
