//! Room for lists whose length only the whole text tells.

/// Lists shorter than this grow as they like.
const SHORT: usize = 1024;

/// Makes room for what is still to come, judging by what the text held so far: `done` of its `all`
/// parts have been read. A long list then grows once or twice, and is not copied at every doubling.
pub(crate) fn make_room<T>(list: &mut Vec<T>, done: usize, all: usize) {
    if list.len() < SHORT || list.len() < list.capacity() {
        return;
    }
    let rest = list.len().saturating_mul(all.saturating_sub(done)) / done.max(1);
    list.reserve_exact(rest + rest / 16 + SHORT);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_has_room_for_its_rest() {
        let mut list = vec![0u8; SHORT];
        list.shrink_to_fit();
        make_room(&mut list, 10, 100);
        assert!(list.capacity() >= 10 * SHORT);
        let mut short = vec![0u8; 4];
        short.shrink_to_fit();
        make_room(&mut short, 1, 100);
        assert_eq!(short.capacity(), 4);
    }
}
