//! Proofs over the whole API, taken from the OpenAPI document: they need no upkeep.
