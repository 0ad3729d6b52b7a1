//! Where the pages of the back office live.

use crate::address::Address;

/// `/admin/`: 工作台.
pub fn desk() -> Address {
    Address::of(&["admin", ""])
}

/// `/admin/enter/{token}`: the one-time link.
pub fn enter(token: &str) -> Address {
    Address::of(&["admin", "enter", token])
}

/// `/admin/leave`: ends the session.
pub fn leave() -> Address {
    Address::of(&["admin", "leave"])
}

/// `/admin/import/new`: 上传文件.
pub fn new() -> Address {
    Address::of(&["admin", "import", "new"])
}

/// `/admin/import/{id}/check`: 核对读取结果.
pub fn check(id: &str) -> Address {
    Address::of(&["admin", "import", id, "check"])
}

/// The same with the row at a place opened.
pub fn row(id: &str, show: &str, place: usize) -> Address {
    let row = (place + 1).to_string();
    check(id)
        .with("show", show)
        .with("row", &row)
        .at(&format!("r{row}"))
}

/// `/admin/import/{id}/confirm`: 确认入库.
pub fn confirm(id: &str) -> Address {
    Address::of(&["admin", "import", id, "confirm"])
}

/// `/admin/import/{id}/discard`: puts an import aside.
pub fn discard(id: &str) -> Address {
    Address::of(&["admin", "import", id, "discard"])
}

/// `/admin/import/{id}/done`: how an import ended.
pub fn done(id: &str) -> Address {
    Address::of(&["admin", "import", id, "done"])
}
