//! What has been checked so far: the parts of a model, some of which may be missing.

use super::report::Checked;
use crate::model::{
    Api, Enum, EnumId, Object, ObjectId, Operation, OperationId, Resource, ResourceId, Scalar,
    ScalarId,
};

/// The definitions of a model, at their positions.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) api: Checked<Api>,
    pub(super) scalars: Vec<Checked<Scalar>>,
    pub(super) enums: Vec<Checked<Enum>>,
    pub(super) objects: Vec<Checked<Object>>,
    pub(super) resources: Vec<Checked<Resource>>,
    /// The operations, of which none says yet how its uncertain outcome is resolved.
    pub(super) operations: Vec<Checked<Operation<()>>>,
}

impl Draft {
    /// The scalar, if it could be checked.
    pub(super) fn scalar(&self, id: ScalarId) -> Option<&Scalar> {
        self.scalars.get(id.0)?.as_ref().ok()
    }

    /// The enum, if it could be checked.
    pub(super) fn enumeration(&self, id: EnumId) -> Option<&Enum> {
        self.enums.get(id.0)?.as_ref().ok()
    }

    /// The object, if it could be checked.
    pub(super) fn object(&self, id: ObjectId) -> Option<&Object> {
        self.objects.get(id.0)?.as_ref().ok()
    }

    /// The resource, if it could be checked.
    pub(super) fn resource(&self, id: ResourceId) -> Option<&Resource> {
        self.resources.get(id.0)?.as_ref().ok()
    }

    /// The operation, if it could be checked.
    pub(super) fn operation(&self, id: OperationId) -> Option<&Operation<()>> {
        self.operations.get(id.0)?.as_ref().ok()
    }
}
