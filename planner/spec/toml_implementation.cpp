// The one copy of toml++'s code in this program (TOML_HEADER_ONLY is 0 everywhere).
#define TOML_IMPLEMENTATION
#include <toml++/toml.h>
