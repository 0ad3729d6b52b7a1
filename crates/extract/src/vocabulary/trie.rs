//! Words by their characters: one table of edges, and a mask at each node that turns most
//! characters away before the table is asked.

use crate::steps::step;

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
    /// Node and code in one, then the node that follows; 0 where free.
    edges: Vec<(u32, Node)>,
    shift: u32,
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
    /// The words that end here or on the way here, longest first: a range of all.
    from: u32,
    to: u32,
}

const SPREAD: u32 = 0x9E37_79B1;

impl<T: Copy> Trie<T> {
    /// Builds it from words with their meanings. Those of a word with many are found in the order
    /// given.
    pub fn new<'w>(words: impl Iterator<Item = (&'w str, T)>, codes: &mut Codes) -> Self {
        let spelled: Vec<(Vec<u16>, T)> = words
            .map(|(word, means)| (word.chars().map(|c| codes.add(c)).collect(), means))
            .collect();
        let mut next = codes.len();
        let mut pairs: Vec<(u32, Node)> = Vec::new();
        let mut known = std::collections::HashMap::new();
        let mut at: Vec<Vec<Word<T>>> = (0..next).map(|_| Vec::new()).collect();
        for (word, means) in &spelled {
            let Some((&first, rest)) = word.split_first() else {
                continue;
            };
            let mut node = first;
            for &code in rest {
                let key = (u32::from(node) << 16) | u32::from(code);
                node = *known.entry(key).or_insert_with(|| {
                    let new = Node::try_from(next).unwrap_or(0);
                    next += 1;
                    at.push(Vec::new());
                    pairs.push((key, new));
                    new
                });
            }
            at[usize::from(node)].push(Word {
                means: *means,
                length: word.len() as u16,
            });
        }
        let bits = (pairs.len() * 4)
            .next_power_of_two()
            .trailing_zeros()
            .max(4);
        let mut trie = Self {
            firsts: Vec::new(),
            edges: vec![(0, 0); 1 << bits],
            shift: 32 - bits,
            nodes: vec![Stop::default(); at.len()],
            words: Vec::new(),
        };
        let mut before: Vec<Node> = vec![0; at.len()];
        for (key, node) in pairs {
            let from = key >> 16;
            before[usize::from(node)] = from as Node;
            trie.nodes[from as usize].mask |= 1 << (key & 63);
            let mut slot = trie.slot(key);
            while trie.edges[slot].0 != 0 {
                slot = (slot + 1) & (trie.edges.len() - 1);
            }
            trie.edges[slot] = (key, node);
        }
        // A node comes behind the one before it, which holds all of its words by then.
        for (node, list) in at.into_iter().enumerate() {
            let on_the_way = trie.nodes[usize::from(before[node])];
            let shorter = on_the_way.from as usize..on_the_way.to as usize;
            let from = trie.words.len() as u32;
            let range = if list.is_empty() {
                (on_the_way.from, on_the_way.to)
            } else {
                trie.words.extend(list);
                trie.words.extend_from_within(shorter);
                (from, trie.words.len() as u32)
            };
            (trie.nodes[node].from, trie.nodes[node].to) = range;
        }
        let firsts = trie.nodes.iter().take(codes.len());
        trie.firsts = firsts
            .map(|stop| match stop.from < stop.to {
                true => u64::MAX,
                false => stop.mask,
            })
            .collect();
        trie
    }

    /// How many nodes there are.
    #[cfg(test)]
    pub fn nodes(&self) -> usize {
        self.nodes.len()
    }

    fn slot(&self, key: u32) -> usize {
        (key.wrapping_mul(SPREAD) >> self.shift) as usize
    }

    /// What may follow each first character, by its code.
    #[inline]
    pub fn firsts(&self) -> &[u64] {
        &self.firsts
    }

    /// The node after `node` by a character.
    #[inline]
    fn next(&self, node: Node, code: u16) -> Option<Node> {
        let mask = self.nodes.get(usize::from(node))?.mask;
        if (mask >> (code & 63)) & 1 == 0 || code == 0 {
            return None;
        }
        let key = (u32::from(node) << 16) | u32::from(code);
        let mut slot = self.slot(key);
        loop {
            let (found, next) = self.edges[slot];
            if found == key {
                return Some(next);
            }
            if found == 0 {
                return None;
            }
            slot = (slot + 1) & (self.edges.len() - 1);
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
            Some(stop) => &self.words[stop.from as usize..stop.to as usize],
            None => &[],
        }
    }
}
