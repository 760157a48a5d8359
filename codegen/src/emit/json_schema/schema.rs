//! A schema as a tree: what the emitters say of a value, in the order in which it is read.
//!
//! How that is written differs between the dialects, and only `written` knows it.

/// What holds for a value.
#[derive(Clone, Debug, Default)]
pub(in crate::emit) struct Schema {
    /// A name for the types that other tools generate from it.
    pub(in crate::emit) title: Option<String>,
    /// What the value is.
    pub(in crate::emit) description: Option<String>,
    /// The values that fit.
    pub(super) shape: Shape,
    /// Null fits, too.
    pub(super) nullable: bool,
    /// Only a client writes it: the server does not show it.
    pub(super) write_only: bool,
    /// Values as they stand on the wire, each the text of a JSON value.
    pub(in crate::emit) examples: Vec<String>,
}

/// Values that fit.
#[derive(Clone, Debug, Default)]
pub(super) enum Shape {
    /// Any JSON value.
    #[default]
    Anything,
    /// What a page says.
    Reference(PageName),
    /// A string.
    Text(Text),
    /// A number.
    Number,
    /// A number, or an exact decimal without an exponent as a string.
    NumberOrText,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// An array of these.
    List(Box<Schema>),
    /// `[]`.
    EmptyList,
    /// An object.
    Object(Object),
    /// What fits one of these.
    AnyOf(Vec<Schema>),
}

/// Strings that fit.
#[derive(Clone, Debug)]
pub(super) enum Text {
    /// Any.
    Any,
    /// Any but the empty one.
    NotEmpty,
    /// This one.
    Constant(String),
    /// One of these.
    OneOf(Vec<String>),
}

/// Objects that fit.
#[derive(Clone, Debug, Default)]
pub(super) struct Object {
    /// The members that are known.
    pub(super) properties: Vec<Property>,
    /// The members that are not.
    pub(super) others: Others,
}

/// A known member of an object.
#[derive(Clone, Debug)]
pub(super) struct Property {
    /// Its name.
    pub(super) name: String,
    /// What it holds.
    pub(super) schema: Schema,
    /// It must be there.
    pub(super) required: bool,
}

/// Members of an object that are not named.
#[derive(Clone, Debug, Default)]
pub(super) enum Others {
    /// They may be there.
    #[default]
    Open,
    /// They are refused.
    Refused,
    /// They hold this.
    Of(Box<Schema>),
}

/// What a page is called: by its path where each page is a file, by its title where all stand in one document.
#[derive(Clone, Debug)]
pub(in crate::emit) struct PageName {
    /// The path of the file, from the schemas' base.
    pub(in crate::emit) path: String,
    /// A name for the types that other tools generate from it.
    pub(in crate::emit) title: String,
}

impl Schema {
    /// What a page says.
    pub(in crate::emit) fn reference(page: PageName) -> Self {
        Shape::Reference(page).into()
    }

    /// Any string.
    pub(in crate::emit) fn text() -> Self {
        Text::Any.into()
    }

    /// What fits one of these; where there is only one, that one.
    pub(in crate::emit) fn any_of(mut schemas: Vec<Self>) -> Self {
        match schemas.len() {
            1 => schemas.remove(0),
            _ => Shape::AnyOf(schemas).into(),
        }
    }

    pub(super) fn list(items: Self) -> Self {
        Shape::List(Box::new(items)).into()
    }

    pub(super) fn map(values: Self) -> Self {
        Object { properties: Vec::new(), others: Others::Of(Box::new(values)) }.into()
    }

    pub(super) fn or_null(self) -> Self {
        Self { nullable: true, ..self }
    }

    pub(super) fn titled(self, title: impl Into<String>) -> Self {
        Self { title: Some(title.into()), ..self }
    }

    pub(super) fn described(self, words: impl Into<String>) -> Self {
        Self { description: Some(words.into()), ..self }
    }

    /// The same for a parameter, which only a client writes.
    pub(in crate::emit) fn in_parameter(self) -> Self {
        Self { write_only: false, ..self }
    }

    /// The schemas directly within it.
    pub(in crate::emit) fn parts(&self) -> impl Iterator<Item = &Self> {
        let (one, several, properties) = match &self.shape {
            Shape::List(items) => (Some(&**items), [].as_slice(), [].as_slice()),
            Shape::AnyOf(schemas) => (None, schemas.as_slice(), [].as_slice()),
            Shape::Object(object) => {
                let others = match &object.others {
                    Others::Of(values) => Some(&**values),
                    Others::Open | Others::Refused => None,
                };
                (others, [].as_slice(), object.properties.as_slice())
            }
            _ => (None, [].as_slice(), [].as_slice()),
        };
        properties.iter().map(|property| &property.schema).chain(one).chain(several)
    }

    /// The page that it refers to.
    pub(in crate::emit) fn refers_to(&self) -> Option<&PageName> {
        match &self.shape {
            Shape::Reference(page) => Some(page),
            _ => None,
        }
    }
}

impl From<Shape> for Schema {
    fn from(shape: Shape) -> Self {
        Self { shape, ..Self::default() }
    }
}

impl From<Text> for Schema {
    fn from(text: Text) -> Self {
        Shape::Text(text).into()
    }
}

impl From<Object> for Schema {
    fn from(object: Object) -> Self {
        Shape::Object(object).into()
    }
}

impl Object {
    /// Adds a member.
    pub(super) fn property(&mut self, name: &str, schema: Schema, required: bool) {
        self.properties.push(Property { name: name.to_owned(), schema, required });
    }

    /// Whether there is a member that must be there.
    pub(super) fn has_required(&self) -> bool {
        self.properties.iter().any(|property| property.required)
    }
}
