//! Files as scanners and signers make them, built by hand so that every number in them is known.

#![allow(dead_code)]

/// A PDF of `objects` (number, body), with its table and trailer; `version` as in its head.
pub fn pdf(version: &str, objects: &[(u32, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = format!("%PDF-{version}\n%\u{e2}\u{e3}\n").into_bytes();
    let mut places = Vec::new();
    for (number, body) in objects {
        places.push(bytes.len());
        bytes.extend(format!("{number} 0 obj\n").bytes());
        bytes.extend(body);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    for place in &places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    bytes.extend(
        format!(
            "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
            places.len() + 1
        )
        .bytes(),
    );
    bytes
}

/// A stream with the given keys.
pub fn stream(keys: &str, data: &[u8]) -> Vec<u8> {
    let mut body = format!("<< {keys} /Length {} >>\nstream\n", data.len()).into_bytes();
    body.extend(data);
    body.extend(b"\nendstream");
    body
}

/// A scan as most scanners make it: pages of A4, each one JPEG of `dots` across and in the shape of
/// the page, in `space`.
pub fn scan(pages: u32, dots: u32, space: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..pages).map(|i| format!("{} 0 R", 3 + 3 * i)).collect();
    let mut objects = vec![
        (1, b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()),
        (
            2,
            format!(
                "<< /Type /Pages /Kids [{}] /Count {pages} /MediaBox [0 0 595.28 841.89] >>",
                kids.join(" ")
            )
            .into_bytes(),
        ),
    ];
    for i in 0..pages {
        let n = 3 + 3 * i;
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /Contents {} 0 R /Resources << /XObject << /Im0 {} 0 R >> >> >>",
            n + 1,
            n + 2
        );
        objects.push((n, page.into_bytes()));
        objects.push((n + 1, stream("", b"q 595.28 0 0 841.89 0 0 cm /Im0 Do Q")));
        let down = dots * 842 / 595;
        let keys = format!(
            "/Type /XObject /Subtype /Image /Width {dots} /Height {down} /BitsPerComponent 8 \
             /ColorSpace {space} /Filter /DCTDecode"
        );
        objects.push((
            n + 2,
            stream(&keys, b"\xff\xd8\xff\xe0 not really a picture \xff\xd9"),
        ));
    }
    pdf("1.4", &objects)
}

/// 1,700 dots on 8.27 inches are 205 dpi.
pub fn good_scan() -> Vec<u8> {
    scan(2, 1_700, "/DeviceRGB")
}

/// A PDF with one signature over the whole file, by a signer of that name.
pub fn signed(name: &str) -> Vec<u8> {
    let utf16: String = name
        .encode_utf16()
        .map(|unit| format!("{unit:04X}"))
        .collect();
    let value = format!(
        "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /Name <FEFF{utf16}> \
         /ByteRange [0 AAAAAAAAAA BBBBBBBBBB CCCCCCCCCC] /Contents <3080{}> >>",
        "0".repeat(200)
    );
    let objects = [
        (
            1,
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [4 0 R] >> >>"
                .to_vec(),
        ),
        (2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec()),
        (
            3,
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".to_vec(),
        ),
        (
            4,
            b"<< /FT /Sig /T (ky) /Subtype /Widget /Rect [0 0 0 0] /V 5 0 R >>".to_vec(),
        ),
        (5, value.into_bytes()),
    ];
    let mut bytes = pdf("1.7", &objects);
    let place = |bytes: &[u8], what: &[u8]| {
        bytes
            .windows(what.len())
            .position(|part| part == what)
            .unwrap()
    };
    let gap = place(&bytes, b"<3080");
    let end = gap + b"<3080>".len() + 200;
    let after = bytes.len() - end;
    for (mark, number) in [
        (b"AAAAAAAAAA", gap),
        (b"BBBBBBBBBB", end),
        (b"CCCCCCCCCC", after),
    ] {
        let at = place(&bytes, mark);
        bytes[at..at + 10].copy_from_slice(format!("{number:<10}").as_bytes());
    }
    bytes
}

/// A PNG head with that many dots and, perhaps, a resolution.
pub fn png(width: u32, height: u32, colour: u8, per_metre: Option<u32>) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend([8, colour, 0, 0, 0, 0, 0, 0, 0]);
    if let Some(dots) = per_metre {
        bytes.extend(b"\0\0\0\x09pHYs");
        bytes.extend(dots.to_be_bytes());
        bytes.extend(dots.to_be_bytes());
        bytes.extend([1, 0, 0, 0, 0]);
    }
    bytes.extend(b"\0\0\0\0IEND\xae\x42\x60\x82");
    bytes
}
