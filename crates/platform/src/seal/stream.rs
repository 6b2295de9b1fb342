//! Long contents at rest, sealed piece by piece, so that nobody holds them whole (PLT-05).
//!
//! Each piece carries its number and whether it is the last one in its nonce: pieces cannot be left out, swapped, repeated or cut
//! off unseen, and what was sealed under one id opens under no other.

use super::{Keys, random};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};
use uuid::Uuid;

/// Bytes of a piece before it is sealed; only the last one is shorter.
pub const PIECE: usize = 64 * 1024;
/// Bytes that sealing adds to a piece.
pub const TAG: usize = 16;
/// Bytes before the first piece: the part of the nonce that is the content's own.
pub const HEAD: usize = 19;

/// The pieces of one content, in their order.
pub struct Pieces {
    cipher: XChaCha20Poly1305,
    head: [u8; HEAD],
    next: u32,
    id: Uuid,
}

impl Keys {
    /// Begins to seal the content known under `id`; the head goes in front of the pieces.
    ///
    /// # Errors
    /// Where the system has no randomness.
    pub fn sealing(&self, id: Uuid) -> anyhow::Result<Pieces> {
        let mut head = [0; HEAD];
        random(&mut head)?;
        Ok(self.opening(id, head))
    }

    /// Begins to open the content known under `id`.
    pub fn opening(&self, id: Uuid, head: [u8; HEAD]) -> Pieces {
        Pieces { cipher: XChaCha20Poly1305::new(&Key::from(self.derive("file:1"))), head, next: 0, id }
    }
}

impl Pieces {
    /// What goes in front of the pieces.
    pub fn head(&self) -> [u8; HEAD] {
        self.head
    }

    /// Seals the next piece.
    ///
    /// # Errors
    /// After some 256 TiB.
    pub fn seal(&mut self, piece: &[u8], last: bool) -> anyhow::Result<Vec<u8>> {
        let nonce = self.nonce(last)?;
        let payload = Payload { msg: piece, aad: self.id.as_bytes() };
        self.cipher.encrypt(&nonce, payload).map_err(|_| anyhow::anyhow!("a piece could not be sealed"))
    }

    /// Opens the next piece.
    ///
    /// # Errors
    /// Where it is not the next piece of this content, was altered, or was sealed with another key.
    pub fn open(&mut self, sealed: &[u8], last: bool) -> anyhow::Result<Vec<u8>> {
        let nonce = self.nonce(last)?;
        let payload = Payload { msg: sealed, aad: self.id.as_bytes() };
        self.cipher.decrypt(&nonce, payload).map_err(|_| anyhow::anyhow!("a piece cannot be opened: other key, altered or incomplete"))
    }

    fn nonce(&mut self, last: bool) -> anyhow::Result<XNonce> {
        let mut nonce = [0; 24];
        nonce[..HEAD].copy_from_slice(&self.head);
        nonce[HEAD..23].copy_from_slice(&self.next.to_be_bytes());
        nonce[23] = last.into();
        self.next = self.next.checked_add(1).ok_or_else(|| anyhow::anyhow!("too many pieces"))?;
        Ok(XNonce::from(nonce))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: Uuid = Uuid::from_u128(7);

    fn sealed(keys: &Keys) -> ([u8; HEAD], Vec<Vec<u8>>) {
        let mut pieces = keys.sealing(ID).unwrap();
        let all = vec![pieces.seal(b"one", false).unwrap(), pieces.seal(b"two", false).unwrap(), pieces.seal(b"three", true).unwrap()];
        (pieces.head(), all)
    }

    #[test]
    fn pieces_open_in_their_order_under_their_id_and_key() {
        let keys = Keys::new([7; 32]);
        let (head, all) = sealed(&keys);
        let mut opening = keys.opening(ID, head);
        assert_eq!(opening.open(&all[0], false).unwrap(), b"one");
        assert_eq!(opening.open(&all[1], false).unwrap(), b"two");
        assert_eq!(opening.open(&all[2], true).unwrap(), b"three");
        assert!(keys.opening(Uuid::from_u128(8), head).open(&all[0], false).is_err(), "another id");
        assert!(Keys::new([8; 32]).opening(ID, head).open(&all[0], false).is_err(), "another key");
    }

    #[test]
    fn a_cut_swapped_or_altered_content_is_noticed() {
        let keys = Keys::new([7; 32]);
        let (head, mut all) = sealed(&keys);
        let mut cut = keys.opening(ID, head);
        cut.open(&all[0], false).unwrap();
        assert!(cut.open(&all[1], true).is_err(), "the end is missing");
        assert!(keys.opening(ID, head).open(&all[1], false).is_err(), "swapped");
        all[0][0] ^= 1;
        assert!(keys.opening(ID, head).open(&all[0], false).is_err(), "altered");
    }
}
