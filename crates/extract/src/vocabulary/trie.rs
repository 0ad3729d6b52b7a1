//! Words by their characters: a mask at each node turns most characters away, and tells of the
//! others which of the nodes that follow is theirs.

use crate::steps::step;
use std::collections::VecDeque;

/// A small number for each character that matters; 0 for all others.
pub(crate) struct Codes {
    codes: Vec<u16>,
    next: u16,
}

impl Codes {
    pub fn new() -> Self {
        Self {
            codes: vec![0; 1 << 16],
            next: 1,
        }
    }

    /// The code of a character, given to it now if it has none.
    pub fn add(&mut self, c: char) -> u16 {
        let Some(slot) = self.codes.get_mut(c as usize) else {
            return 0;
        };
        if *slot == 0 {
            *slot = self.next;
            self.next += 1;
        }
        *slot
    }

    /// The codes by character.
    pub fn all(&self) -> &[u16] {
        &self.codes
    }

    /// One more than the highest code.
    pub fn len(&self) -> usize {
        usize::from(self.next)
    }
}

/// Where a walk stands. That of a first character is its code.
type Node = u16;

/// Finds words, and what they mean, by walking from character to character.
pub(crate) struct Trie<T> {
    /// For each first character, what may follow it, as in [`Stop::mask`]; all of them where it
    /// is a word by itself.
    firsts: Vec<u64>,
    /// What leads to each node.
    doors: Vec<Door>,
    nodes: Vec<Stop>,
    words: Vec<Word<T>>,
}

/// A word that has been found: what it means, and how many characters it has.
#[derive(Clone, Copy)]
pub(crate) struct Word<T> {
    pub means: T,
    pub length: u16,
}

#[derive(Clone, Copy, Default)]
struct Stop {
    /// The last six bits of each code that follows.
    mask: u64,
    /// The words that end here or on the way here, longest first: so many of all from here on.
    from: u32,
    count: u16,
    /// The nodes that follow stand side by side from here on, one for each bit of the mask.
    next: Node,
}

/// A node that is still to be written down: the words that go through it, and those that end on
/// the way to it.
struct Branch<'o> {
    node: Node,
    words: &'o [usize],
    depth: usize,
    before: (u32, u16),
}

/// The code that leads to a node, and the node that another code of the same last six bits leads
/// to; 0 where there is none.
#[derive(Clone, Copy, Default)]
struct Door {
    code: u16,
    other: Node,
}

impl<T: Copy> Trie<T> {
    /// Builds it from words with their meanings. Those of a word with many are found in the order
    /// given.
    pub fn new<'w>(words: impl Iterator<Item = (&'w str, T)>, codes: &mut Codes) -> Self {
        let spelled: Vec<(Vec<u16>, T)> = words
            .map(|(word, means)| (word.chars().map(|c| codes.add(c)).collect(), means))
            .collect();
        let mut trie = Self {
            firsts: Vec::new(),
            doors: vec![Door::default(); codes.len()],
            nodes: vec![Stop::default(); codes.len()],
            words: Vec::new(),
        };
        // All words of one beginning stand together, those of a word in the order given.
        let mut order: Vec<usize> = (0..spelled.len()).collect();
        order.sort_by(|a, b| spelled[*a].0.cmp(&spelled[*b].0));
        let mut todo: VecDeque<Branch> = order
            .chunk_by(|a, b| spelled[*a].0.first() == spelled[*b].0.first())
            .filter_map(|words| {
                let first = spelled[words[0]].0.first()?;
                Some(Branch {
                    node: *first,
                    words,
                    depth: 1,
                    before: (0, 0),
                })
            })
            .collect();
        while let Some(branch) = todo.pop_front() {
            trie.grow(&branch, &spelled, &mut todo);
        }
        let firsts = trie.nodes.iter().take(codes.len());
        trie.firsts = firsts
            .map(|stop| match stop.count > 0 {
                true => u64::MAX,
                false => stop.mask,
            })
            .collect();
        trie
    }

    /// Writes a node down, and gives those that follow it a place.
    fn grow<'o>(
        &mut self,
        branch: &Branch<'o>,
        spelled: &[(Vec<u16>, T)],
        todo: &mut VecDeque<Branch<'o>>,
    ) {
        let depth = branch.depth;
        let ends = branch
            .words
            .partition_point(|k| spelled[*k].0.len() <= depth);
        let (own, longer) = branch.words.split_at(ends);
        let (from, count) = branch.before;
        let mut range = branch.before;
        if !own.is_empty() {
            range = (self.words.len() as u32, own.len() as u16 + count);
            self.words.extend(own.iter().map(|k| Word {
                means: spelled[*k].1,
                length: depth as u16,
            }));
            let shorter = from as usize..from as usize + usize::from(count);
            self.words.extend_from_within(shorter);
        }
        let code = |words: &[usize]| spelled[words[0]].0[depth];
        let mut follow: Vec<&'o [usize]> = longer
            .chunk_by(|a, b| spelled[*a].0[depth] == spelled[*b].0[depth])
            .collect();
        follow.sort_by_key(|words| code(words) & 63);
        let mask = follow
            .iter()
            .fold(0, |m, words| m | 1 << (code(words) & 63));
        let next = self.nodes.len();
        self.nodes[usize::from(branch.node)] = Stop {
            mask,
            from: range.0,
            count: range.1,
            next: next as Node,
        };
        // The first of each bit side by side, the others behind them.
        let bits = mask.count_ones() as usize;
        self.nodes.resize(next + follow.len(), Stop::default());
        self.doors.resize(next + follow.len(), Door::default());
        let (mut place, mut spare) = (next, next + bits);
        for same in follow.chunk_by(|a, b| code(a) & 63 == code(b) & 63) {
            let mut at = place;
            place += 1;
            for (k, words) in same.iter().enumerate() {
                let last = k + 1 == same.len();
                self.doors[at] = Door {
                    code: code(words),
                    other: if last { 0 } else { spare as Node },
                };
                todo.push_back(Branch {
                    node: at as Node,
                    words,
                    depth: depth + 1,
                    before: range,
                });
                if !last {
                    at = spare;
                    spare += 1;
                }
            }
        }
    }

    /// How many nodes there are.
    #[cfg(test)]
    pub fn nodes(&self) -> usize {
        self.nodes.len()
    }

    /// What may follow each first character, by its code.
    #[inline]
    pub fn firsts(&self) -> &[u64] {
        &self.firsts
    }

    /// The node after `node` by a character.
    #[inline]
    fn next(&self, node: Node, code: u16) -> Option<Node> {
        let stop = self.nodes.get(usize::from(node))?;
        let bit = 1 << (code & 63);
        // No word goes on with a character that has no code.
        if stop.mask & bit == 0 || code == 0 {
            return None;
        }
        let mut next = stop.next + (stop.mask & (bit - 1)).count_ones() as Node;
        loop {
            let door = self.doors.get(usize::from(next))?;
            if door.code == code {
                return Some(next);
            }
            if door.other == 0 {
                return None;
            }
            next = door.other;
        }
    }

    /// The words that characters with these codes begin with, longest first.
    #[inline]
    pub fn words(&self, mut codes: impl Iterator<Item = u16>) -> &[Word<T>] {
        let mut node = codes.next().unwrap_or(0);
        while let Some(next) = codes.next().and_then(|code| self.next(node, code)) {
            step(1);
            node = next;
        }
        match self.nodes.get(usize::from(node)) {
            Some(stop) => {
                let from = stop.from as usize;
                &self.words[from..from + usize::from(stop.count)]
            }
            None => &[],
        }
    }
}
