//! Where a payout stands, in the words of somebody who pays.

use cublox_payouts::models::{PayoutInvoice, PayoutInvoiceId, PayoutStatus, Resolution};

/// What is known of a payout that is there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Known {
    pub(crate) id: PayoutInvoiceId,
    pub(crate) status: PayoutStatus,
    pub(crate) resolution: Option<Resolution>,
    /// Something else had made it before this file was paid, under the same reference_id.
    pub(crate) made_before: bool,
}

impl Known {
    /// What is known of a payout that is seen for the first time.
    pub(crate) fn first(payout: PayoutInvoice, made_before: bool) -> Self {
        Self {
            id: payout.id,
            status: payout.attributes.status,
            resolution: payout.attributes.resolution,
            made_before,
        }
    }

    /// What is known of the same payout when it is seen again.
    pub(crate) fn again(&self, payout: PayoutInvoice) -> Self {
        Self::first(payout, self.made_before)
    }
}

/// What the status means for the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Paid,
    PaidInPart,
    UnderWay,
    /// It ended and the recipient has nothing of it.
    Failed,
}

impl Stage {
    pub(crate) fn of(status: &PayoutStatus) -> Self {
        match status {
            // Taking it back was refused: the recipient has it.
            PayoutStatus::Processed | PayoutStatus::CancelFailed => Self::Paid,
            PayoutStatus::PartiallyProcessed | PayoutStatus::PartiallyCanceled => Self::PaidInPart,
            PayoutStatus::Expired
            | PayoutStatus::Terminated
            | PayoutStatus::ProcessFailed
            | PayoutStatus::Canceled => Self::Failed,
            _ => Self::UnderWay,
        }
    }
}
