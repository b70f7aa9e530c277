#pragma once
// Tables that are no section: places, told from slips of the hand.
#include "planner/spec/decode.hpp"
#include "planner/spec/spec.hpp"

namespace planner {

/// Does a role key stand anywhere in or beneath the table?
bool yields_role(const toml::table& table);

/// Does an attribute of a place stand anywhere in or beneath the table?
bool yields_attribute(const toml::table& table);

/// Tells keys in or beneath a table without any role that look like one mistyped; false if there is none.
bool tell_misspelt_role(Decoder& decoder, const Item& place, const Path& path);

/// Tells siblings that differ in case only: constraints would take them for one place, spreads for two.
void check_case(Decoder& decoder, const std::vector<PlaceSpec>& siblings, const Path& path);

/// A place and all places beneath it. `where` is the first key that names it or something inside it.
PlaceSpec decode_place(Decoder& decoder, const Item& item, const Path& path);

/// Names of all sections at the top level.
std::vector<std::string_view> section_names();

}  // namespace planner
