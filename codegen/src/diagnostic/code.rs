//! The table of diagnostic codes: one line each, never reused for another meaning.

macro_rules! codes {
    ($($name:ident $text:literal $title:literal)*) => {
        /// The kind of a problem. Its text form (`S0101`) is stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The stable text form, such as `S0101`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text),* }
            }

            /// What the code means, in one line.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),* }
            }
        }
    };
}

codes! {
    // Files: what can be read at all.
    FolderUnreadable    "S0101" "A folder of the description cannot be read."
    NoSpecFile          "S0102" "The folder holds no YAML file."
    FileUnreadable      "S0103" "A file cannot be read."
    FileTooLarge        "S0104" "A file is larger than 1 MiB."
    NotUtf8             "S0105" "A file is not UTF-8 text."
    ForbiddenCharacter  "S0106" "A character that YAML readers take differently, or not at all."
    FileName            "S0107" "A file name is not UTF-8 text."
    StrayFile           "S0108" "A YAML or JSON file stands where it would be ignored."
    FolderLink          "S0109" "A symbolic link to a folder is not followed."
    SampleName          "S0110" "Two samples have the same name."

    // YAML: what may be written.
    YamlSyntax          "S0201" "The text is not YAML."
    YamlAnchor          "S0202" "Anchors are not part of the language."
    YamlAlias           "S0203" "Aliases are not part of the language."
    YamlTag             "S0204" "Tags are not part of the language."
    YamlMergeKey        "S0205" "Merge keys are not part of the language."
    YamlManyDocuments   "S0206" "A file holds one YAML document."
    YamlKeyNotScalar    "S0207" "A key is a list or a mapping."
    YamlDuplicateKey    "S0208" "A mapping has the same key twice."
    YamlTooDeep         "S0209" "Lists and mappings are nested more than 64 deep."
    YamlTooManyNodes    "S0210" "A file has more than 100,000 values."
    YamlEmpty           "S0211" "A file has no content."
    YamlRootNotMapping  "S0212" "The top level of a file is not a mapping."
    YamlKeyNotText      "S0213" "A key is not read as the text that is written."
    YamlNumberChanged   "S0214" "A number is not read as it is written."
    YamlReadersDisagree "S0215" "Two YAML readers take the file differently."

    // Structure: what the language expects where.
    UnknownSection      "S0301" "A top-level section is not known."
    UnknownMember       "S0302" "A member is not known here."
    MissingMember       "S0303" "A required member is missing."
    WrongType           "S0304" "A value has the wrong type."
    UnknownValue        "S0305" "A value is none of the possible ones."
    InvalidValue        "S0306" "A value is not valid."

    // Names: what definitions and members may be called, in the description and in Rust.
    ApiMissing          "S0401" "No file has the section `api`."
    ApiTwice            "S0402" "Two files have the section `api`."
    DefinedTwice        "S0403" "Two definitions have the same name."
    BuiltInName         "S0404" "A definition has the name of a built-in type."
    NameForm            "S0405" "A name is not written in the form that its kind of definition has."
    NoIdentifier        "S0406" "No Rust identifier can be made from a name."
    Keyword             "S0407" "A name becomes a keyword of Rust."
    NameTaken           "S0408" "The generated code uses a name for something else."
    NameClash           "S0409" "Two names become the same name in Rust."
    RustName            "S0410" "A `rust:` name is not an identifier of the right form."
    SameFile            "S0411" "Two names differ only in upper and lower case, so that their files may be the same."
    SchemaTitle         "S0412" "Two schemas would have the same title."

    // References: what one part of a description says of another.
    UnknownType         "S0501" "There is no such type."
    UnknownResource     "S0502" "There is no such resource."
    UnknownView         "S0503" "The resource has no such view."
    UnknownFace         "S0504" "The API has no such face."
    UnknownPaging       "S0505" "The API has no such paging style."
    UnknownSource       "S0506" "The API has no such source."
    UnknownSample       "S0507" "There is no such sample."
    UnknownOperation    "S0508" "There is no such operation."
    UnknownFact         "S0509" "The enum has no such fact."
    UnknownEnumValue    "S0510" "The enum has no such value."
    UnknownAttribute    "S0511" "The resource has no such attribute."
    UnknownInput        "S0512" "The operation has no such input."
    UnknownSibling      "S0513" "There is no such member beside this one."
    NotAnObject         "S0514" "A type stands where only an object can."
    Unused              "S0515" "Nothing uses a definition."
    ListedTwice         "S0516" "A list names the same thing twice."

    // Definitions: scalars, enums, objects, resources and their members.
    DocMissing          "S0601" "Something has no doc."
    DocEmpty            "S0602" "A text is empty."
    DocHidden           "S0620" "A text has a character that cannot be seen."
    SourceMissing       "S0603" "A definition does not say where it is documented."
    SecretAndPersonal   "S0604" "Something is both secret and personal."
    NoEffect            "S0605" "Something is said that changes nothing."
    ExampleMisfit       "S0606" "An example does not fit its type."
    InsideNoMap         "S0607" "A member may arrive inside a sibling that is no map."
    EmptyDefinition     "S0608" "A definition has no content."
    InitialMissing      "S0609" "A life cycle has no beginning."
    Unreachable         "S0610" "A value of a life cycle cannot be reached from its beginning."
    EndlessObject       "S0611" "An object holds itself."
    ViewAddsKnown       "S0612" "A view adds an attribute that the resource has anyway."
    ViewsDisagree       "S0613" "Two views add an attribute of the same name and different types."
    RelationshipArity   "S0614" "A relationship is not exactly one of `one` and `many`."
    RelationshipTargets "S0615" "A list of a relationship's targets has fewer than two entries."
    NotATextScalar      "S0616" "A type stands where only a text scalar can."
    SchemaBase          "S0617" "The base of the schemas' ids is not an absolute URL that ends in `/`."
    PagingNext          "S0618" "The link to the next page is not among the links of a page."
    MediaType           "S0619" "The media type of bodies is not written as one."
    Server              "S0621" "A server is not written as a base URL."
    SecretEscapedTwice  "S0622" "A scalar is not shown and arrives escaped twice."

    // Operations and callbacks.
    Call                "S0701" "A call is not a method and a path."
    SameCall            "S0702" "Two operations make the same call."
    PathParameter       "S0703" "The parameters of a path and its declarations differ."
    ParameterType       "S0704" "A type cannot be written into a path or query."
    ParameterPresence   "S0705" "A parameter is optional or nullable where it cannot be."
    RequestForm         "S0706" "A request is not exactly one of a resource document and a plain object."
    RequestBody         "S0707" "A call has a body that its method does not have."
    InsideRequest       "S0708" "A request holds a member with two possible places."
    AnswerForm          "S0709" "The body of an answer is not exactly one of its forms."
    Status              "S0710" "A key is not an HTTP status code."
    StatusUndescribed   "S0711" "A status is not in the API's table."
    SuccessMissing      "S0712" "An operation has no answer for a success."
    BodyAgainstStatus   "S0713" "An answer has a body though its status allows none."
    BodiesDiffer        "S0714" "Two answers of one operation have different bodies."
    UncertainSafe       "S0715" "An operation that is safe to repeat says how its uncertain outcome is resolved."
    Lookup              "S0716" "A lookup cannot find what it is meant to find."
    AgainWhile          "S0717" "The state in which a call may be sent again is not one attribute and its values."
    OrderBy             "S0718" "An attribute cannot order callbacks."
    Acknowledge         "S0719" "A callback is not acknowledged with a status of success."
    AgainWhileMissing   "S0720" "A call on something that is there does not say in which states it may be sent again."
    StatusRule          "S0721" "The outcome that a status tells and what it directs to do contradict each other."
    SuccessNotDone      "S0722" "A call that can be looked up has a success that the API's table does not call done."
    ExistingOutcome     "S0723" "An answer holds what an earlier call made under a status that does not say so."
    KeyNotShown         "S0724" "What a lookup finds does not show the key."
    KeyLeftOut          "S0725" "The key of a call may be left out."
    UnlikeTypes         "S0726" "Two values that must agree are of types that cannot be compared."

    // Samples: what the documented JSON says against the description.
    SampleUnbound       "S0801" "A sample is bound to nothing."
    SampleTwice         "S0802" "A sample is bound twice."
    SampleRole          "S0803" "A sample is bound to a body that is not described."
    SampleSyntax        "S0804" "A sample is not JSON."
    SampleMissing       "S0805" "A sample lacks a required member."
    SampleExtra         "S0806" "A sample has a member that is not described."
    SampleType          "S0807" "A value in a sample has another type than is described."
    SampleNull          "S0808" "A value in a sample is null where that is not described."
    SampleEnumValue     "S0809" "A value in a sample is none of the described ones."
    SampleTypeWord      "S0810" "A resource in a sample has another `type` than is described."
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Code;

    #[test]
    fn every_code_has_a_text_form_of_its_own() {
        let texts: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(texts.len(), Code::ALL.len());
        for text in texts {
            let digits = text.strip_prefix('S').expect("codes start with S");
            assert!(
                digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()),
                "{text}"
            );
        }
    }

    #[test]
    fn titles_are_single_sentences() {
        for code in Code::ALL {
            let title = code.title();
            assert!(
                title.ends_with('.') && !title.contains('\n') && title.len() < 100,
                "{code:?}: {title}"
            );
        }
    }
}
