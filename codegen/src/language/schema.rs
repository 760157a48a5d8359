//! The JSON Schema of the description language, by which an editor completes and checks the YAML as it is typed.

use schemars::generate::SchemaSettings;

use super::SpecFile;
use crate::sync::File;

/// Its place in the folder of a description.
pub const LANGUAGE_SCHEMA: &str = "spec.schema.json";

/// The schema of a file of a description, made from the types of this module and their doc comments.
pub fn schema() -> File {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<SpecFile>();
    schema.insert("title".to_owned(), "A file of an API's description".into());
    File::new(LANGUAGE_SCHEMA, format!("{:#}\n", schema.as_value()))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// An editor explains a key by its description: every key must have one.
    #[test]
    fn every_key_is_described() {
        let schema: Value = serde_json::from_str(&schema().text).unwrap();
        let mut undescribed = Vec::new();
        visit("", &schema, &mut undescribed);
        assert!(undescribed.is_empty(), "without a description: {undescribed:#?}");
    }

    /// What a file may hold is told by the type, and the loader asks the list.
    #[test]
    fn the_sections_are_those_of_a_file() {
        let schema: Value = serde_json::from_str(&schema().text).unwrap();
        let fields = schema["properties"].as_object().unwrap().keys();
        let mut sections = crate::language::SECTIONS.to_vec();
        sections.sort_unstable();
        let mut fields: Vec<&str> = fields.map(String::as_str).collect();
        fields.sort_unstable();
        assert_eq!(sections, fields);
    }

    fn visit(path: &str, value: &Value, undescribed: &mut Vec<String>) {
        let Some(object) = value.as_object() else {
            value.as_array().into_iter().flatten().for_each(|item| visit(path, item, undescribed));
            return;
        };
        for (key, child) in object {
            if key == "properties" {
                for (name, property) in child.as_object().into_iter().flatten() {
                    let is_collection =
                        matches!(name.as_str(), "list" | "map") && path.contains("TypeExpr");
                    if property.get("description").is_none() && !is_collection {
                        undescribed.push(format!("{path}.{name}"));
                    }
                    visit(&format!("{path}.{name}"), property, undescribed);
                }
            } else {
                visit(&format!("{path}/{key}"), child, undescribed);
            }
        }
    }
}
