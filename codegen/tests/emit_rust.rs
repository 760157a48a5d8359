//! What small, telling descriptions become in Rust, each as a snapshot of the one file that matters: a change of the
//! emitter shows as a readable difference.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

use codegen::diagnostic::render;
use codegen::source::Sources;
use codegen::{check, emit};

/// What every description needs, and nothing that a snapshot shows.
const FRAME: &str = r"
source: handbook
api:
  title: Library API
  doc: Keeps articles and books.
  schema_base: https://schemas.example.org/library/
  sources: { handbook: { doc: The handbook of the library. } }
  faces:
    office: { doc: For editors., auth: { scheme: bearer, doc: A token of the office. } }
  statuses:
    200: { meaning: OK, outcome: done, directive: proceed, doc: It worked. }
    201: { meaning: Created, outcome: done, directive: proceed, doc: It was created. }
    204: { meaning: No Content, outcome: done, directive: proceed, doc: It worked and says nothing. }
    409: { meaning: Conflict, outcome: already-done, directive: use-existing, doc: It exists. }
  errors: { doc: A list of errors., object: Problem }
objects:
  Problem: { doc: One error., members: { title: { type: text, doc: The error in a word. } } }
";

/// The paging styles, for the description that has a paged list.
const PAGING: &str = r"
  paging:
    cursor:
      doc: Follow `next`.
      query:
        page[after]: { type: text, optional: true, doc: The cursor after which the page begins. }
        page[size]: { type: integer, optional: true, doc: How many items a page holds. }
      meta: ListMeta
      next: next
      links: [prev, next]
";

/// The habits, for the descriptions whose codecs depend on them.
const HABITS: &str = r"
  habits: { empty_map_as_list: true, empty_link_is_none: true }
";

/// The file at `path`, below `src/generated/`, of the description that adds `fragment` to the frame.
fn emitted(path: &str, api: &str, fragment: &str) -> String {
    let frame = FRAME.replace("\nobjects:", &format!("{}\nobjects:", api.trim_end()));
    let files =
        [("spec/api.yaml", frame), ("spec/fragment.yaml", format!("source: handbook\n{fragment}"))];
    let (sources, unread) = Sources::from_texts(files);
    let model = check::check(&sources, unread)
        .unwrap_or_else(|problems| panic!("{}", render(&sources, &problems, false)));
    let emitted = emit::rust::emit(&model).expect("Rust");
    let path = format!("src/generated/{path}");
    emitted.files.into_iter().find(|file| file.path == path).expect("the file").text
}

/// The text from the first line that starts so.
fn from<'t>(text: &'t str, start: &str) -> &'t str {
    let at = text.find(&format!("\n{start}")).expect("a line that starts so");
    &text[at + 1..]
}

/// The text before the first line that starts so.
fn until<'t>(text: &'t str, start: &str) -> &'t str {
    &text[..text.find(&format!("\n{start}")).expect("a line that starts so")]
}

/// A read of the object `Book`, which makes it a part of an answer.
const READ_BOOK: &str = r"
operations:
  books.get:
    doc: Reads a book.
    face: office
    call: GET /book
    answers: { 200: { body: Book } }
";

#[test]
fn scalars() {
    let fragment = r#"
scalars:
  Isbn: { of: text, doc: The number of an edition., example: "978-3-16-148410-0" }
  ShelfKey: { of: text, secret: true, doc: Opens the shelf. }
  ReaderName: { of: text, personal: true, doc: The name of a reader. }
  Pattern: { of: text, escaped_twice: true, doc: A regular expression., example: '^\\\\d+$' }
  Mark: { of: text, doc: Where it stands., example: "shelf `b`" }
  Volume: { of: integer, doc: The number of a volume., example: "3" }
  Price: { of: decimal, or_text: true, doc: A price in euros., example: "10.50" }
objects:
  Book:
    doc: A book.
    members: { isbn: Isbn, key: ShelfKey, reader: ReaderName, title: Pattern, mark: Mark, volume: Volume, price: Price }
"#;
    let text = emitted("models/scalars.rs", "", &format!("{fragment}{READ_BOOK}"));
    insta::assert_snapshot!(text);
}

#[test]
fn enum_with_facts_and_life_cycle() {
    let fragment = r"
enums:
  Stage:
    doc: How far a book has come.
    facts: { public: Readers can see it., final: Nothing follows. }
    initial: in-review
    values:
      in-review: { doc: Being read., next: [published, '2nd-review'] }
      2nd-review: { doc: Being read again., rust: SecondReview, next: [published] }
      published: { doc: Out., is: [public, final] }
objects:
  Book: { doc: A book., members: { stage: Stage } }
";
    let text = emitted("models/stage.rs", "", &format!("{fragment}{READ_BOOK}"));
    insta::assert_snapshot!(text);
}

#[test]
fn enum_of_mere_words() {
    let fragment = r"
enums:
  Binding: { doc: How a book is bound., values: { hard: { doc: In boards. }, soft: { doc: In paper. } } }
objects:
  Book: { doc: A book., members: { binding: Binding } }
";
    let text = emitted("models/binding.rs", "", &format!("{fragment}{READ_BOOK}"));
    insta::assert_snapshot!(text);
}

#[test]
fn object_with_every_presence_and_codec() {
    let fragment = r#"
scalars:
  Price: { of: decimal, or_text: true, doc: A price in euros., example: "10.50" }
objects:
  Book:
    doc: A book.
    members:
      title: { type: text, doc: What it is called., example: Exact money }
      subtitle: { type: text, nullable: true, doc: What it is called below that. }
      pages: { type: integer, optional: true, doc: How many pages it has. }
      printed: { type: unix-seconds, optional: true, nullable: true, doc: When it was printed. }
      weight: { type: decimal, doc: What it weighs in grams. }
      price: { type: Price, doc: What it costs. }
      former-prices: { type: { list: Price }, optional: true, doc: What it did cost. }
      prices: { type: { map: Price }, optional: true, nullable: true, doc: What it costs by country. }
      readers: { type: { list: text }, personal: true, doc: Who has read it. }
      kind: { type: json, rust: genre, doc: Anything about its kind. }
      labels: { type: { map: json }, doc: Anything by name. }
      colour: { type: text, optional: true, or_inside: labels, doc: The colour of its cover. }
"#;
    let text = emitted("models/book.rs", HABITS, &format!("{fragment}{READ_BOOK}"));
    insta::assert_snapshot!(text);
}

#[test]
fn object_of_a_request() {
    let fragment = r"
objects:
  NewBook: { doc: A book to be made., members: { title: { type: text, doc: Its title. }, size: Size } }
  Size:
    doc: The size of a book.
    members:
      width: { type: integer, doc: Its width in millimetres. }
      height: { type: integer, nullable: true, doc: Its height in millimetres. }
      depth: { type: integer, optional: true, doc: Its depth in millimetres. }
operations:
  books.create:
    doc: Makes a book.
    face: office
    call: POST /books
    request: { body: NewBook }
    answers: { 201: { empty: true } }
";
    let text = emitted("models/size.rs", "", fragment);
    insta::assert_snapshot!(text);
}

/// Articles with relationships of every kind.
const ARTICLES: &str = r"
resources:
  articles:
    name: Article
    doc: Something to read.
    id: { doc: Starts with `art_`., example: art_1 }
    attributes:
      title: { type: text, doc: The headline. }
      body: { type: text, personal: true, doc: The text itself. }
    relationships:
      author: { one: people, doc: Who wrote it. }
      sources: { many: [articles, people], optional: true, doc: On what it rests. }
    links: [self]
    views:
      list: { doc: In lists., without: [body] }
  people:
    name: Person
    doc: Somebody who writes.
    id: { example: per_1 }
    attributes:
      name: { type: text, optional: true, personal: true, doc: The full name. }
";

#[test]
fn resource_with_polymorphic_relationship() {
    let fragment = r"
operations:
  articles.get:
    doc: Reads an article.
    face: office
    call: GET /articles/{id}
    path: { id: ArticleId }
    answers: { 200: { one: articles } }
  articles.latest:
    doc: Reads the newest articles.
    face: office
    call: GET /latest-articles
    answers: { 200: { list: articles, view: list, or_one: true } }
";
    let text = emitted("models/article.rs", "", &format!("{ARTICLES}{fragment}"));
    insta::assert_snapshot!(text);
}

#[test]
fn included_resources() {
    let fragment = r"
operations:
  articles.latest:
    doc: Reads the newest articles.
    face: office
    call: GET /latest-articles
    answers: { 200: { list: articles, view: list, or_one: true } }
";
    let text = emitted("models/included.rs", "", &format!("{ARTICLES}{fragment}"));
    insta::assert_snapshot!(text);
}

#[test]
fn operation_with_path_query_and_body() {
    let fragment = r"
objects:
  Loan:
    doc: A loan of a book.
    members:
      reader: { type: text, personal: true, doc: Who takes it. }
      until: { type: unix-seconds, optional: true, doc: When it comes back. }
operations:
  books.lend:
    doc: Lends a copy of a book to a reader. The copy must be there.
    face: office
    call: POST /books/{isbn}/copies/{copy}/loans
    path:
      isbn: { type: text, doc: Which book. }
      copy: { type: integer, doc: Which copy of it. }
    query:
      notify: { type: boolean, doc: Whether to tell the reader. }
      lang: { type: text, optional: true, doc: The language of what the reader is told. }
    request: { body: Loan }
    answers: { 201: { empty: true } }
";
    let text = emitted("operations/books.rs", "", fragment);
    insta::assert_snapshot!(text);
}

#[test]
fn paged_list() {
    let fragment = r"
objects:
  ListMeta: { doc: What a list says of itself., members: { total: { type: integer, doc: How many there are. } } }
resources:
  books: { name: Book, doc: A book., id: { example: b1 }, attributes: { title: { type: text, doc: Its title. } } }
operations:
  books.list:
    doc: Lists books.
    face: office
    call: GET /books
    answers: { 200: { list: books, paging: cursor } }
";
    let text = emitted("operations/books.rs", PAGING, fragment);
    insta::assert_snapshot!(text);
}

/// Books that are ordered by their number.
const BOOKS: &str = r#"
scalars:
  Isbn: { of: text, doc: The number of an edition., example: "978-3-16-148410-0" }
  Price: { of: decimal, doc: A price in euros., example: "10.50" }
enums:
  Stage:
    doc: How far the order has come.
    values: { open: { doc: Nothing was sent. }, held: { doc: It waits. }, sent: { doc: On its way. } }
resources:
  books:
    name: Book
    doc: A book on order.
    id: { example: b1 }
    attributes:
      isbn: Isbn
      price: Price
      title: { type: text, optional: true, doc: Its title. }
      changed: { type: unix-seconds, doc: When the order changed. }
      stage: { type: Stage, optional: true, doc: How far it has come. }
    relationships:
      shop: { one: shops, optional: true, doc: Who sells it. }
  shops: { name: Shop, doc: A shop., id: { example: s1 }, attributes: { city: { type: text, doc: Where it is. } } }
"#;

#[test]
fn uncertain_creation() {
    let fragment = r"
objects:
  NewBook:
    doc: A book to be ordered.
    members:
      isbn: Isbn
      price: Price
      title: { type: text, optional: true, doc: Its title. }
      shop: { type: text, doc: The id of the shop. }
operations:
  books.create:
    doc: Orders a book.
    face: office
    call: POST /books
    request: { type: books, attributes: NewBook }
    answers: { 201: { one: books }, 409: { one: books } }
    uncertain:
      key: isbn
      lookup: { books.find: 'filter[isbn]' }
      same: { price: price, title: title, shop: shop }
  books.find:
    doc: Finds orders.
    face: office
    call: GET /books
    query: { 'filter[isbn]': { type: Isbn, doc: Of which book. } }
    answers: { 200: { list: books, or_one: true } }
";
    let text = emitted("operations/books.rs", "", &format!("{BOOKS}{fragment}"));
    let text = until(from(&text, "impl runtime::Operation for Create"), "/// Finds orders.");
    insta::assert_snapshot!(text);
}

/// Only the status that is documented to have no body reads as `None`, and a call that answers nothing is looked up.
#[test]
fn successes_without_a_body() {
    let fragment = r"
operations:
  books.confirm:
    doc: Confirms an order.
    face: office
    call: POST /books/{id}/confirmation
    path: { id: BookId }
    answers: { 200: { one: books }, 204: { empty: true } }
    uncertain: { key: id, lookup: { books.get: id }, again_while: { stage: [open] } }
  books.cancel:
    doc: Takes an order back.
    face: office
    call: POST /books/{id}/cancellation
    path: { id: BookId }
    answers: { 204: { empty: true } }
    uncertain: { key: id, lookup: { books.get: id }, again_while: { stage: [open, held] } }
  books.get:
    doc: Reads an order.
    face: office
    call: GET /books/{id}
    path: { id: BookId }
    answers: { 200: { one: books } }
";
    let text = emitted("operations/books.rs", "", &format!("{BOOKS}{fragment}"));
    let confirm = until(from(&text, "impl runtime::Operation for Confirm"), "/// Reads an order.");
    assert!(confirm.contains("type Output = Option<"), "{confirm}");
    assert!(confirm.contains("const EMPTY: &'static [u16] = &[204];"), "{confirm}");
    assert!(confirm.contains("answer.map(|answer| answer.data)"), "{confirm}");
    let cancel = until(from(&text, "impl runtime::Operation for Cancel"), "/// Confirms");
    assert!(cancel.contains("NoContent;"), "{cancel}");
    assert!(cancel.contains("const EMPTY: &'static [u16] = &[204];"), "{cancel}");
}

#[test]
fn uncertain_confirmation() {
    let fragment = r"
operations:
  books.confirm:
    doc: Confirms an order.
    face: office
    call: POST /books/{id}/confirmation
    path: { id: BookId }
    answers: { 200: { one: books } }
    uncertain:
      key: id
      lookup: { books.get: id }
      again_while: { stage: [open, held] }
  books.get:
    doc: Reads an order.
    face: office
    call: GET /books/{id}
    path: { id: BookId }
    answers: { 200: { one: books } }
";
    let text = emitted("operations/books.rs", "", &format!("{BOOKS}{fragment}"));
    let text = until(from(&text, "impl runtime::Reconcile for Confirm"), "/// Reads an order.");
    insta::assert_snapshot!(text);
}

#[test]
fn callback() {
    let fragment = r"
callbacks:
  order-sent:
    doc: Tells that a book is on its way.
    body: { one: books }
    acknowledge: 200
    order_by: changed
    signature: { header: X-Signature, scheme: sha1-sandwich-base64, doc: The secret of the office. }
operations:
  books.get:
    doc: Reads an order.
    face: office
    call: GET /books/{id}
    path: { id: BookId }
    answers: { 200: { one: books } }
";
    let text = emitted("callbacks.rs", "", &format!("{BOOKS}{fragment}"));
    insta::assert_snapshot!(text);
}

#[test]
fn deletion_without_content() {
    let fragment = r"
operations:
  books.delete:
    doc: Deletes a book for good.
    face: office
    call: DELETE /books/{id}
    path: { id: { type: text, doc: Which book. } }
    answers: { 204: { empty: true } }
    repeat: safe
";
    let text = emitted("operations/books.rs", "", fragment);
    insta::assert_snapshot!(text);
}

/// What is made relates to nothing so far, so there is no setter that takes a relationship away, and its name is free.
#[test]
fn creation_takes_nothing_away() {
    let fragment = r"
objects:
  NewBook: { doc: A book to be ordered., members: { shop_null: { type: text, doc: Without a shop. } } }
operations:
  books.create:
    doc: Orders a book.
    face: office
    call: POST /books
    request:
      type: books
      attributes: NewBook
      relationships: { shop: { one: shops, optional: true, doc: Who sells it. } }
    answers: { 201: { one: books } }
";
    let text = emitted("operations/books.rs", "", &format!("{BOOKS}{fragment}"));
    assert_eq!(text.matches("pub fn shop_null(").count(), 1, "{text}");
}

#[test]
fn change_that_may_take_away() {
    let fragment = r"
objects:
  BookChanges:
    doc: What may be changed in a book.
    members:
      title: { type: text, optional: true, doc: Its title. }
      lead: { type: text, optional: true, nullable: true, doc: Its first words; null takes them away. }
      last-words: { type: text, optional: true, nullable: true, doc: How it ends. }
resources:
  books:
    name: Book
    doc: A book.
    id: { example: b1 }
    attributes: { title: { type: text, doc: Its title. } }
    relationships: { sequel: { one: books, optional: true, doc: The book that follows. } }
operations:
  books.change:
    doc: Changes a book.
    face: office
    call: PATCH /books/{id}
    path: { id: BookId }
    request:
      type: books
      id: id
      attributes: BookChanges
      relationships: { sequel: { one: books, optional: true, doc: The book that follows. } }
    answers: { 200: { one: books } }
";
    let text = emitted("operations/books.rs", "", fragment);
    insta::assert_snapshot!(text);
}

/// A request with the object `Place` inside, whose required inputs and types have names that are easily mistaken.
const PLACES: &str = r"
enums:
  CountryState: { doc: Whether it still exists., values: { there: { doc: It does. } } }
objects:
  NewBook: { doc: A book., members: { printed-in: { type: Place, doc: Where. } } }
  Place:
    doc: A place.
    members:
      line1: { type: text, doc: The first line. }
      line-1: { type: text, doc: The first line as others write it. }
      line1_state: { type: text, doc: Whether the first line is right. }
      country: { type: text, doc: The country. }
      country_state: { type: CountryState, doc: Whether the country exists. }
operations:
  books.create:
    doc: Creates a book.
    face: office
    call: POST /books
    request: { body: NewBook }
    answers: { 204: { empty: true } }
";

#[test]
fn type_parameters_of_a_builder_are_told_apart() {
    let text = emitted("models/place.rs", "", PLACES);
    let builder = from(&text, "pub struct PlaceBuilder<");
    insta::assert_snapshot!(until(builder, "    /// "));
}

#[test]
fn traits_of_required_inputs_are_told_apart() {
    let text = emitted("operations/required.rs", "", PLACES);
    insta::assert_snapshot!(text);
}
