-- Keeps an answer under a key, unless it has one: the first stays. KEYS: the key. ARGV: the answer, and for how many milliseconds.
if redis.call('EXISTS', KEYS[1]) == 1 and redis.call('HSETNX', KEYS[1], 'answer', ARGV[1]) == 1 then
    redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0
