//! Why a document cannot be read, in words the person who sent it can act on.

/// Why nothing was read. Every message is one sentence that says what to do next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No bytes, or only white space.
    #[error("文件是空的，请另选一份文件")]
    Empty,
    /// More than [`MAX_BYTES`](crate::MAX_BYTES).
    #[error("文件超过 20 MB，请拆分后再传")]
    TooLarge,
    /// The parts inside the file are too large once unpacked.
    #[error("文件解压后过大，请删去图片和无关工作表，另存后再传")]
    TooLargeUnpacked,
    /// More rows, columns, cells or text than a progress table can have.
    #[error("表格过大（超过两万行、二百列或一百万格），请只保留进展表后再传")]
    TooManyCells,
    /// More than [`MAX_HELD`](crate::MAX_HELD) bytes of text in all rows together.
    #[error(
        "各行文字加起来超过 64 MB（合并单元格的文字每行都算），请只保留进展表，取消大范围的合并后再传"
    )]
    TooMuchText,
    /// Elements inside one another too deep.
    #[error("文件的内部层次过深，请把进展表复制到新文件，另存后再传")]
    TooDeep,
    /// Encrypted .docx, .xlsx, .xls or PDF.
    #[error("文件有密码，请去掉密码再传")]
    Password,
    /// Word 97-2003, RTF, WPS or OpenDocument text.
    #[error("这是旧版文字文件（.doc、.rtf、.wps 或 .odt），请用 Word 或 WPS 另存为 .docx 后再传")]
    OldText,
    /// WPS, binary or OpenDocument sheet that is not readable as .xls.
    #[error("这份表格（.et、.xls、.xlsb 或 .ods）读不出来，请用 WPS 或 Excel 另存为 .xlsx 后再传")]
    OldSheet,
    /// PDF of pictures, or one whose text a program recognised on them.
    #[error(
        "这份 PDF 是扫描件，没有可靠的文字，请改传 Word、Excel 原件，或由 Word、WPS 直接导出的 PDF"
    )]
    PdfWithoutText,
    /// PDF that is broken, unusual, or does not tell what its characters are.
    #[error("这份 PDF 的文字读不出来，请改传 Word、Excel 原件，或把表格复制后粘贴")]
    PdfUnreadable,
    /// OFD, the national format for finished pages.
    #[error("现在还不能读 OFD，请改传 Word、Excel 原件，或把表格复制后粘贴")]
    Ofd,
    /// A picture.
    #[error("这是一张图片，读不出文字，请换成 Word 或 Excel 原件")]
    Picture,
    /// A program or another binary file, whatever its name says.
    #[error("这不是文字或表格文件，请选择 docx、xlsx、xls、pdf、csv、html 或 txt 文件")]
    NotADocument,
    /// A zip or XML that breaks off or contradicts itself.
    #[error("文件已损坏，请在 Word、Excel 或 WPS 中打开并另存后再传")]
    Damaged,
    /// A document type declaration: the way external entities come in.
    #[error("文件里有外部引用声明（DTD），为安全起见没有读取，请用 Word、Excel 或 WPS 另存后再传")]
    ForeignDeclaration,
    /// Bytes that are text in no encoding known here.
    #[error("认不出文字编码，请用记事本另存为 UTF-8 后再传")]
    UnknownEncoding,
    /// Readable, but there is no progress table in it.
    #[error("没有找到进展表，请确认表头有：序号、任务标题、责任单位、进展情况")]
    NoTable,
    /// A heading with no row below it.
    #[error("已识别表头，但表头下没有任务行，请补充后重新上传")]
    NoRows,
}
