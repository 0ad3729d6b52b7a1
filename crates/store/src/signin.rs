//! Sign-in to the back office: links that work once, and sessions. Not part of the record, so not
//! of the change set either.

use std::fmt::Write as _;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::db::Handle;
use crate::value::Value;
use crate::{Store, StoreError};

/// SHA-256 of a secret token. Only this is kept, so the database cannot be used to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenHash(String);

impl TokenHash {
    /// The hash of a token.
    pub fn of(token: &str) -> Self {
        Self(sha256_hex(token.as_bytes()))
    }
}

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// A session that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who signed in.
    pub actor: String,
    /// When.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

impl Store {
    /// Keeps a sign-in link, and clears away those that expired before `created_at`.
    pub async fn create_login_link(
        &self,
        token: &TokenHash,
        created_at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut handle = self.db.writer().await?;
        let sql = "DELETE FROM login_link WHERE expires_at <= $1";
        handle.execute(sql, &[created_at.into()]).await?;
        let sql = "INSERT INTO login_link (token_hash, created_at, expires_at) VALUES ($1, $2, $3)";
        let values = [(&token.0).into(), created_at.into(), expires_at.into()];
        one(handle, "login_link", sql, &values).await?;
        Ok(())
    }

    /// Uses a sign-in link up. `false` where it does not exist, has expired or was used before; of
    /// two who use it at once, one gets `true`.
    pub async fn use_login_link(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE login_link SET used_at = $1 \
                   WHERE token_hash = $2 AND used_at IS NULL AND expires_at > $3";
        let values = [now.into(), (&token.0).into(), now.into()];
        one(self.db.writer().await?, "login_link", sql, &values).await
    }

    /// Keeps a session, and clears away those that expired before `created_at`.
    pub async fn create_session(
        &self,
        token: &TokenHash,
        actor: &str,
        created_at: Timestamp,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut handle = self.db.writer().await?;
        let sql = "DELETE FROM session WHERE expires_at <= $1";
        handle.execute(sql, &[created_at.into()]).await?;
        let sql = "INSERT INTO session (token_hash, created_at, expires_at, actor) \
                   VALUES ($1, $2, $3, $4)";
        let values = [
            (&token.0).into(),
            created_at.into(),
            expires_at.into(),
            actor.into(),
        ];
        one(handle, "session", sql, &values).await?;
        Ok(())
    }

    /// The session of a token, unless it has ended or expired.
    pub async fn session(
        &self,
        token: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<SignedIn>, StoreError> {
        let sql = "SELECT actor, created_at, expires_at FROM session \
                   WHERE token_hash = $1 AND expires_at > $2";
        let mut handle = self.db.reader().await?;
        handle
            .query_first(sql, &[(&token.0).into(), now.into()], |row| {
                Ok(SignedIn {
                    actor: row.text()?,
                    created_at: row.moment()?,
                    expires_at: row.moment()?,
                })
            })
            .await
    }

    /// Ends a session; `false` where there was none.
    pub async fn end_session(&self, token: &TokenHash) -> Result<bool, StoreError> {
        let sql = "DELETE FROM session WHERE token_hash = $1";
        one(
            self.db.writer().await?,
            "session",
            sql,
            &[(&token.0).into()],
        )
        .await
    }
}

/// Runs the last statement of a write and commits; whether it changed a row.
async fn one(
    mut handle: Handle,
    table: &'static str,
    sql: &str,
    values: &[Value<'_>],
) -> Result<bool, StoreError> {
    let changed = handle
        .execute(sql, values)
        .await
        .map_err(|error| error.within(table))?;
    handle.commit().await?;
    Ok(changed > 0)
}
