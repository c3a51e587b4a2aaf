-- GCRA, as `trifold::server::Gcra` has it: takes a place for a caller that is so far ahead. Gives 1 for a call in time, else 0, and how far
-- ahead the caller is then. Numbers are doubles, so whole up to 2^53.
local function gcra(ahead, each, burst)
    if ahead <= each * (burst - 1) then
        return 1, ahead + each
    end
    return 0, ahead
end

