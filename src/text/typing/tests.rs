use super::*;

fn telex(keys: &str) -> String {
    compose(keys, Method::Telex, Placement::Old)
}

fn vni(keys: &str) -> String {
    compose(keys, Method::Vni, Placement::Old)
}

#[test]
fn words_as_clerks_type_them() {
    for (keys, word) in [
        ("Nguyeenx", "Nguyễn"),
        ("nguyenex", "nguyễn"),
        ("Thij", "Thị"),
        ("DDoox", "Đỗ"),
        ("Ddoox", "Đỗ"),
        ("hoaf", "hòa"),
        ("thuyr", "thủy"),
        ("khoer", "khỏe"),
        ("hoafn", "hoàn"),
        ("quys", "quý"),
        ("gif", "gì"),
        ("giuwowngf", "giường"),
        ("giuowfng", "giường"),
        ("dduwowngf", "đường"),
        ("dduongwf", "đường"),
        ("dduowngf", "đường"),
        ("chuwngs", "chứng"),
        ("thuwcj", "thực"),
        ("twf", "từ"),
        ("w", "ư"),
        ("HDDND", "HĐND"),
        ("QDD", "QĐ"),
        ("thuow", "thuơ"),
        ("muaw", "mưa"),
        ("quawn", "quăn"),
        ("thuowr", "thuở"),
        ("huwowu", "hươu"),
        ("cuwuf", "cừu"),
        ("huuw", "hưu"),
        ("khuyar", "khuỷa"),
        ("tieengs", "tiếng"),
        ("tiengse", "tiếng"),
        ("vieetj", "việt"),
        ("DAWKS", "DẮK"),
        ("DDAWKS", "ĐẮK"),
        ("Lawks", "Lắk"),
        ("Ddaws", "Đắ"),
        ("Kroong", "Krông"),
        ("Puwh", "Pưh"),
        ("dinhd", "đinh"),
        ("ngoanf", "ngoàn"),
        ("ngoeor", "ngoẻo"),
        ("xoongr", "xổng"),
        ("xooongr", "xoỏng"),
        ("yeeus", "yếu"),
        ("uyeen", "uyên"),
        ("quyeenf", "quyền"),
        ("giaays", "giấy"),
        ("nghieepj", "nghiệp"),
        ("oanh", "oanh"),
        ("hueej", "huệ"),
        ("huej", "huẹ"),
        ("tuees", "tuế"),
        ("quoocs", "quốc"),
        ("quowr", "quở"),
        ("loanj", "loạn"),
        ("khuyur", "khuỷu"),
        ("ruwowuj", "rượu"),
        ("xuaan", "xuân"),
        ("hafng", "hàng"),
        ("hangf", "hàng"),
        ("bawngf", "bằng"),
    ] {
        assert_eq!(telex(keys), word, "{keys}");
    }
    for (keys, word) in [
        ("Nguye6n4", "Nguyễn"),
        ("D9o64", "Đỗ"),
        ("d9u7o7ng2", "đường"),
        ("d9uo7ng2", "đường"),
        ("d9uong72", "đường"),
        ("hoa2", "hòa"),
        ("thuy3", "thủy"),
        ("chu7ng1", "chứng"),
        ("ba8ng2", "bằng"),
        ("D9a8k1", "Đắk"),
        ("tie6ng1", "tiếng"),
    ] {
        assert_eq!(vni(keys), word, "{keys}");
    }
}

#[test]
fn the_new_placement() {
    for (keys, word) in [
        ("hoaf", "hoà"),
        ("thuyr", "thuỷ"),
        ("khoer", "khoẻ"),
        ("hoafn", "hoàn"),
        ("muaf", "mùa"),
        ("quys", "quý"),
    ] {
        assert_eq!(compose(keys, Method::Telex, Placement::New), word, "{keys}");
    }
}

#[test]
fn a_key_once_more_takes_back() {
    for (keys, word) in [
        ("ass", "as"),
        ("aaa", "aa"),
        ("ddd", "dd"),
        ("oww", "ow"),
        ("ww", "w"),
        ("awf", "ằ"),
        ("asz", "a"),
        ("asf", "à"),
        ("www", "ww"),
        ("busss", "buss"),
        ("class", "class"),
    ] {
        assert_eq!(telex(keys), word, "{keys}");
    }
    for (keys, word) in [
        ("a11", "a1"),
        ("a66", "a6"),
        ("d99", "d9"),
        ("a10", "a"),
        ("12", "12"),
        ("b1", "b1"),
    ] {
        assert_eq!(vni(keys), word, "{keys}");
    }
}

#[test]
fn other_languages_stay_as_typed() {
    for word in [
        "windows", "wifi", "email", "facebook", "google", "zalo", "excel", "internet", "robert",
        "Smith", "USD", "download", "software",
    ] {
        assert_eq!(telex(word), word);
    }
}

/// Every word of the shipped names of people, places and procedures, typed by its own keys, comes back.
#[test]
fn every_word_of_names_comes_back() {
    let files = [
        include_str!("../../../assets/names/family.tsv"),
        include_str!("../../../assets/names/middle.tsv"),
        include_str!("../../../assets/names/given.tsv"),
        include_str!("../../../assets/names/places.tsv"),
        include_str!("../../../assets/names/streets.tsv"),
        include_str!("../../../assets/catalogue/procedures.tsv"),
    ];
    let mut words: Vec<&str> = files
        .iter()
        .flat_map(|f| f.split(|c: char| !c.is_alphabetic()))
        .filter(|w| !w.is_ascii())
        .collect();
    words.sort_unstable();
    words.dedup();
    assert!(words.len() > 1500, "{}", words.len());
    let lost = |method: Method, word: &&&str| {
        let keys = keys_of(word, method);
        let styles = [Placement::Old, Placement::New];
        styles
            .iter()
            .all(|style| compose(&keys, method, *style) != **word)
    };
    for method in [Method::Telex, Method::Vni] {
        let lost: Vec<_> = words.iter().filter(|w| lost(method, w)).copied().collect();
        // No syllables: a chemical word and abbreviations, typed with one key more or less.
        let foreign = ["Nitơ", "QSDĐ", "TKTƯ"];
        assert!(
            lost.iter().all(|w| foreign.contains(w)),
            "{method:?} {lost:?}"
        );
    }
}

/// Types `keys` into a text, `<` deletes a letter.
fn typed(keys: &str) -> String {
    let mut typist = Typist::new(Method::Telex, Placement::Old);
    let mut text = String::new();
    for key in keys.chars() {
        if key == '<' {
            text.pop();
            continue;
        }
        let edit = typist.key(&text, key);
        for _ in 0..edit.delete {
            text.pop();
        }
        text.push_str(&edit.insert);
    }
    text
}

#[test]
fn a_typist_writes_deletes_and_goes_on() {
    assert_eq!(typed("Nguyeenx Vawn Hoaf"), "Nguyễn Văn Hòa");
    assert_eq!(typed("Nguyeenx<<nx"), "Nguỹn");
    assert_eq!(typed("hoafn<ng"), "hoàng");
    assert_eq!(typed("toois<"), "tố");
    assert_eq!(typed("windows wifi"), "windows wifi");
    assert_eq!(typed("M'Ddrawks H'Mông"), "M'Đrắk H'Mông");
    assert_eq!(typed("soos 12a/5"), "số 12a/5");
}
