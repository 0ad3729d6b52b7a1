//! Work on many items, on all cores.

use std::sync::atomic::{AtomicUsize, Ordering};

/// What `work` makes of each item, in the order of the items.
///
/// The thread that asks works along with the pool: on a short table the pool has hardly woken up
/// when half of it is done.
pub fn on_all_cores<T: Sync, R: Send>(items: &[T], work: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(place) else {
                return done;
            };
            done.push((place, work(place, item)));
        }
    };
    let helpers = rayon::current_num_threads()
        .min(items.len())
        .saturating_sub(1);
    let mut helped: Vec<Vec<(usize, R)>> = Vec::new();
    helped.resize_with(helpers, Vec::new);
    let mut all = rayon::in_place_scope(|scope| {
        for part in &mut helped {
            scope.spawn(|_| *part = take());
        }
        take()
    });
    all.extend(helped.into_iter().flatten());
    all.sort_unstable_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::on_all_cores;

    #[test]
    fn each_item_once_and_in_order() {
        for many in [0, 1, 2, 3, 1_000] {
            let items: Vec<usize> = (0..many).collect();
            let made = on_all_cores(&items, |place, item| (place, item * 2));
            let wanted: Vec<_> = (0..many).map(|k| (k, k * 2)).collect();
            assert_eq!(made, wanted, "{many} items");
        }
    }
}
