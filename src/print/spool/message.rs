//! IPP messages (RFC 8010) in the few forms we need; the one file that knows the library.

use std::io::Cursor;

use ::ipp::attribute::{IppAttribute, IppAttributeGroup};
use ::ipp::model::{DelimiterTag, IppVersion, Operation, StatusCode};
use ::ipp::parser::{IppParseError, IppParser};
use ::ipp::reader::IppReader;
use ::ipp::request::IppRequestResponse;
use ::ipp::value::IppValue;
use http::Uri;

/// What we ask of a printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// How it is.
    PrinterAttributes,
    /// Print this.
    PrintJob,
    /// How far a job is.
    JobAttributes,
    /// Its jobs.
    Jobs,
}

/// A value of an attribute.
pub enum Value<'a> {
    /// A keyword: `media-empty`.
    Keyword(&'a str),
    /// Several keywords.
    Keywords(&'a [&'a str]),
    /// A name that people read.
    Name(&'a str),
    /// A number.
    Number(i32),
    /// Kind of file.
    Mime(&'a str),
    /// Size of paper in hundredths of a millimetre, and the tray.
    Media(i32, i32, &'a str),
}

/// A question: attributes of the operation, then of the job.
///
/// # Errors
/// An address or a value that IPP cannot carry.
pub fn question(
    ask: Ask,
    printer: &Uri,
    operation: &[(&str, Value<'_>)],
    job: &[(&str, Value<'_>)],
) -> Result<Vec<u8>, IppParseError> {
    let what = match ask {
        Ask::PrinterAttributes => Operation::GetPrinterAttributes,
        Ask::PrintJob => Operation::PrintJob,
        Ask::JobAttributes => Operation::GetJobAttributes,
        Ask::Jobs => Operation::GetJobs,
    };
    let mut message = IppRequestResponse::new(IppVersion::v1_1(), what, Some(printer.clone()))?;
    let groups = [
        (DelimiterTag::OperationAttributes, operation),
        (DelimiterTag::JobAttributes, job),
    ];
    for (tag, attributes) in groups {
        for (name, value) in attributes {
            let attribute = IppAttribute::with_name(*name, written(value)?)?;
            message.attributes_mut().add(tag, attribute);
        }
    }
    Ok(message.to_bytes().to_vec())
}

fn written(value: &Value<'_>) -> Result<IppValue, IppParseError> {
    Ok(match value {
        Value::Keyword(word) => IppValue::new_keyword(*word)?,
        Value::Keywords(words) => {
            let words: Result<Vec<_>, _> =
                words.iter().map(|w| IppValue::new_keyword(*w)).collect();
            IppValue::Array(words?)
        }
        Value::Name(name) => IppValue::new_name_without_language(*name)?,
        Value::Number(number) => IppValue::new_integer(*number),
        Value::Mime(kind) => IppValue::new_mime_media_type(*kind)?,
        Value::Media(x, y, tray) => {
            let size = [
                ("x-dimension".try_into()?, IppValue::new_integer(*x)),
                ("y-dimension".try_into()?, IppValue::new_integer(*y)),
            ];
            let media = [
                ("media-size".try_into()?, IppValue::Collection(size.into())),
                ("media-source".try_into()?, IppValue::new_keyword(*tray)?),
            ];
            IppValue::Collection(media.into())
        }
    })
}

/// An answer.
pub struct Answer {
    /// Whether the printer did what was asked.
    pub status: StatusCode,
    groups: Vec<IppAttributeGroup>,
}

impl Answer {
    /// Reads an answer.
    ///
    /// # Errors
    /// Bytes that are no IPP message.
    pub fn read(bytes: &[u8]) -> Result<Self, IppParseError> {
        // The reader of the library reaches beyond a value that is shorter than it says. A printer's
        // nonsense must not end the one who carries its paper.
        let bytes = bytes.to_vec();
        let read = move || IppParser::new(IppReader::new(Cursor::new(bytes))).parse_parts();
        let read = std::panic::catch_unwind(read);
        let (header, attributes, _) = read.unwrap_or(Err(IppParseError::InvalidCollection))?;
        Ok(Self {
            status: header.status_code(),
            groups: attributes.into_groups(),
        })
    }

    /// The attributes of the printer.
    pub fn printer(&self) -> Attributes<'_> {
        Attributes(self.of(DelimiterTag::PrinterAttributes).next())
    }

    /// The attributes of each job.
    pub fn jobs(&self) -> impl Iterator<Item = Attributes<'_>> {
        self.of(DelimiterTag::JobAttributes)
            .map(|group| Attributes(Some(group)))
    }

    /// What the printer says in words, when it says something.
    pub fn words(&self) -> String {
        let operation = self.of(DelimiterTag::OperationAttributes).next();
        Attributes(operation).texts("status-message").join(" ")
    }

    fn of(&self, tag: DelimiterTag) -> impl Iterator<Item = &IppAttributeGroup> {
        self.groups.iter().filter(move |group| group.tag() == tag)
    }
}

/// Attributes of one thing.
pub struct Attributes<'a>(Option<&'a IppAttributeGroup>);

impl Attributes<'_> {
    /// Every text of an attribute; none when it is not there.
    pub fn texts(&self, name: &str) -> Vec<String> {
        let Some(attribute) = self.0.and_then(|group| group.get(name)) else {
            return Vec::new();
        };
        match attribute.value() {
            IppValue::Array(values) => values.iter().filter_map(text).collect(),
            one => text(one).into_iter().collect(),
        }
    }

    /// The number of an attribute.
    pub fn number(&self, name: &str) -> Option<i32> {
        match self.0?.get(name)?.value() {
            IppValue::Integer(number) | IppValue::Enum(number) => Some(*number),
            _ => None,
        }
    }

    /// The yes or no of an attribute.
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.0?.get(name)?.value() {
            IppValue::Boolean(flag) => Some(*flag),
            _ => None,
        }
    }
}

fn text(value: &IppValue) -> Option<String> {
    Some(match value {
        IppValue::Keyword(word) => word.as_str().to_owned(),
        IppValue::NameWithoutLanguage(name) => name.as_str().to_owned(),
        IppValue::NameWithLanguage { name, .. } => name.as_str().to_owned(),
        IppValue::MimeMediaType(kind) => kind.as_str().to_owned(),
        IppValue::TextWithoutLanguage(text) => text.to_string(),
        _ => return None,
    })
}
