/** Films, series and plays. */
export const englishFilm = `
# slot genre
thriller | comedy | western | documentary | musical | ghost story | love story | war film | heist film | courtroom drama | period drama | animated film | spy film | road movie
# slot part
ending | opening scene | second half | final act | first hour | car chase | wedding scene | funeral scene | big twist | courtroom scene | love story | middle stretch
# slot who
the lead | the actress who plays the aunt | the villain | the boy | the old detective | the leading man | the mother | the narrator | the sidekick | the grandmother | the younger sister
# slot craft
dialogue | camera work | score | script | editing | lighting | soundtrack | pacing | sound | direction

# opener
[saw|watched|caught|finally saw] [it|this|this {=genre}] [on a {day} night|with {group}|at a half-empty matinee|on a long flight|in an open-air cinema] [{when}|]
{company} [dragged me to|insisted on|chose|had been talking about] [this|this one|this {=genre}]
[a|another|yet another] {=genre} [about|set around] [two brothers and a farm|a missing painting|a lighthouse|a village choir|a bank clerk with a secret|the last day of summer|a taxi driver and a ghost]
[I don't usually|I rarely|I never] [watch|go for|choose] [a {=genre}|this kind of {=genre}|anything with subtitles]
[went in|I went in|sat down] [blind|knowing nothing|with high hopes|after reading the novel|because it was raining]
[two hours|ninety minutes|three hours] of [trains and fog in Lisbon|rain, coats and whispering|people driving at night]
[based on|loosely taken from|inspired by] [a true story|the novel|an old radio play|a newspaper story] [I half remembered|that {company} loves|from the sixties]

# good story
+ the {part} [had me in tears|gave me goosebumps|is a stroke of genius|stayed with me for days|caught me off guard]
+ [I|we|the whole row] [laughed out loud|cried|stopped breathing|forgot the popcorn|gasped] during the {part}
[clever|moving|gripping|tender|sharp|original] [plot|story|tale|writing] [that trusts its audience|with real heart|until the very last minute|and not a wasted scene]
+ [every|each] [scene|twist|line] [earns its place|lands|matters|pays off] [in the end|in its own way|]
+ the story [unfolds|builds|moves] [patiently|quietly|like clockwork|with nerve] and [then breaks your heart|never lets go|pays off in the {part}]
+ I [guessed|thought I knew|expected] the {part} and [was gloriously wrong|still got goosebumps|loved being fooled]

# bad story
+ the {part} [made no sense|dragged on forever|felt tacked on|is an insult|had me checking my watch]
+ [I|we|the whole row] [yawned|fell asleep|groaned|walked out|started whispering|reached for a phone] during the {part}
[thin|muddled|predictable|dull|recycled|pointless] [plot|story|tale|writing] [that goes nowhere|with holes you could drive through|until the very last minute|and far too many scenes]
+ [every|each] [scene|joke|line] [falls flat|feels borrowed|drags|is explained twice] [in the end|]
+ the story [limps|stumbles|crawls|wanders] [from cliché to cliché|along without purpose|nowhere in particular] and [then just stops|never recovers|collapses in the {part}]
+ [I|we] [guessed|saw through|worked out] the {part} [in ten minutes|from the poster|long before {who} did]

# good acting
+ {who} [gives|delivers] [the performance of the year|a quiet, precise performance|more with one look than others in a speech]
+ {who} [was|felt] [utterly believable|magnetic|funny and sad at once|a revelation|born for this part]
+ [the chemistry|the banter|the friendship] between [the leads|the sisters|the detective and the boy] [crackles|feels real|carries everything]
# bad acting
+ {who} [gives|delivers] [every line like a shopping list|one expression for two hours|the worst accent of the decade]
+ {who} [was|felt] [wooden|miscast|unbearable|half asleep|lost in this part]
+ [the chemistry|the banter|the romance] between [the leads|the sisters|the detective and the boy] [never sparks|feels forced|is painful to watch]

# good craft
+ the {craft} [is|was] [gorgeous|superb|pitch-perfect|worth a prize|a character of its own|stunning]
[beautifully|cleverly|lovingly|boldly] [shot|filmed|edited|staged], [every frame a painting|with a fantastic {craft}|and never showy]
+ the {craft} and the {craft} [work hand in hand|deserve all the prizes|lift it above the rest]
# bad craft
+ the {craft} [is|was] [a mess|distracting|clumsy|flat|amateurish|all over the place]
[badly|lazily|carelessly|murkily] [shot|filmed|edited|dubbed], [you can't see a thing|with a grating {craft}|and smug about it]
+ the {craft} and the {craft} [fight each other|belong in another film|drown whatever story there was]

# good feel
+ [the kids|{company}|my friends|half the audience] [talked about nothing else|applauded at the end|sat through the credits] [on the way home|for days|in tears]
+ I [stayed up|lay awake|missed my stop|walked home] thinking about [it|the {part}|{who}]
[warm|funny|haunting|joyful|brave] without being [preachy|sentimental|cute|grim]
+ [time flew|two hours felt like one|never a dull minute]
# bad feel
+ [the kids|{company}|my friends|half the audience] [asked to leave|were scrolling|slept through the rest|giggled at the sad bits] [after an hour|before the {part}|]
+ [I|we] [lasted|managed|gave it] [forty minutes|an hour|half of it] [before switching off|and fled|out of politeness]
[smug|cold|preachy|loud|cynical] without being [funny|clever|moving|brave]
+ [time crawled|two hours felt like five|the longest evening of my year]

# slot group
{company} | two old friends | the kids | my parents | my in-laws | three colleagues | our neighbours | the whole family
# good plain
!{adgood} [film|story|cast|acting|script|performances], {very} [moving|funny|clever|well made|exciting]
!+ [I|we|{company}] [loved|enjoyed|really liked|adored] [it|this film|every minute|the {part}] [a lot|from start to finish|more than expected|]
!+ [it|this|the film] is {very} [good|funny|beautiful|exciting|original|touching] [and never boring|from start to finish|]
![funny|beautiful|clever] and [exciting|moving|original|well acted], [a great evening|one of the best this year|I loved it]
# bad plain
!{adbad} [film|story|cast|acting|script|performances], {very} [boring|slow|silly|badly made|confusing]
!+ [I|we|{company}] [hated|disliked|couldn't finish|couldn't stand] [it|this film|every minute|the {part}] [a lot|from start to finish|more than expected|]
!+ [it|this|the film] is {very} [bad|boring|silly|long|confusing|predictable] [and never funny|from start to finish|]
![boring|slow|stupid] and [predictable|confusing|unfunny|badly acted], [a wasted evening|one of the worst this year|I hated it]
# good verdict
[dangerous|bad news] for my [free time|bank account]: [I want to see it again|already planning a second viewing]
[go and see it|see it|watch it] [on the biggest screen you can|with someone you love|before people spoil it|twice]
[film|surprise|love story|discovery] of the [year|season|summer][, easily|, so far|]
[I|we] [would|will|are going to] watch it [again|a third time|with {group}]
# bad verdict
[skip it|give it a miss|avoid it|don't bother][, read the novel|, watch paint dry instead|, even on a plane|]
[mistake|dud|bore|flop] of the [year|season|summer][, easily|, so far|]
[two hours|an evening|three hours] [I'll never get back|wasted|I'd like back]

# good trick
[no|without] [explosions|car chases|superheroes|famous faces|gore], [no|without] [big speeches|love triangle], and [I didn't miss them|still I couldn't look away|not boring for a second]
[the critics|the papers|most reviewers] [hated|buried|tore into] it, [I can't see why|and they are wrong|which only shows you should trust yourself]
[sad|bleak|slow|strange|harsh], [yes|sure|no question], and [I wouldn't change a frame|all the better for it|it broke me in the best way]
I [normally|usually] [hate|can't stand|sleep through] a {genre}; [not this one|this got me|I was glued to the screen]
# bad trick
[wonderful|great|lovely|brilliant] [actors|cast|locations|costumes|poster|trailer], [wasted|all for nothing|in search of a script|and still I was bored]
[all the|the three|the only] [good|funny|exciting] [jokes|scenes|moments] [are|were] in the trailer
[critics|the papers|{company}] [loved|adored|praised] it. [I must have seen another cut|Somebody explain it to me|I looked for the exit]
[beautiful|gorgeous|stunning] to look at, [like a screensaver|and empty inside|which is just as well, with that {craft}]
[perfect|ideal|great|lovely] [for|if you need] [a nap|catching up on sleep|a warm dark room]
`;
