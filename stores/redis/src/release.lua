-- Gives a key back that has no answer, by the token of its own claim. KEYS: the key. ARGV: the token.
if redis.call('HGET', KEYS[1], 'token') == ARGV[1] and redis.call('HEXISTS', KEYS[1], 'answer') == 0 then
    redis.call('DEL', KEYS[1])
end
return 0
