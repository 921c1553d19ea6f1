; both indifferent exists
; With `b_L / d_L = b_H / d_H <= lam`, any mixing that leaves him indifferent after opening is one too.
(set-info :smt-lib-version 2.6)
(set-info :status unsat)
(set-logic QF_NRA)
(declare-const D Real)
(declare-const belief Real)
(declare-const belief_closed Real)
(declare-const chance Real)
(declare-const eta Real)
(declare-const g Real)
(declare-const k Real)
(declare-const lam Real)
(declare-const m Real)
(declare-const open_H Real)
(declare-const open_L Real)
(declare-const p_high Real)
(declare-const p_low Real)
(declare-const phi Real)
(declare-const psi Real)
(declare-const r_high Real)
(declare-const r_low Real)
(declare-const t Real)
(declare-const w_high Real)
(declare-const w_low Real)
(declare-const x_high Real)
(declare-const x_low Real)
(declare-const z Real)
(define-fun n_closed_low () Real (- (* g (- 1.0 r_low)) k))
(define-fun n_open_low () Real (- n_closed_low m))
(define-fun n_closed_high () Real (- (* g (- 1.0 r_high)) k))
(define-fun n_open_high () Real (- n_closed_high m))
(define-fun b_low () Real (+ (+ (- x_low w_low) phi) (* z (- 1.0 r_low))))
(define-fun b_high () Real (+ (+ (- x_high w_high) phi) (* z (- 1.0 r_high))))
(define-fun d_high () Real (+ eta (* (- 1.0 r_high) D)))
(define-fun d_low () Real (+ eta (* (- 1.0 r_low) D)))
(define-fun pull_closed () Real (+ (* p_low n_closed_low) (* p_high n_closed_high)))
(define-fun e_low () Real (* lam d_low))
(define-fun e_high () Real (* lam d_high))
(define-fun u_S_low_closed_hold () Real (+ (- w_low (* z (- 1.0 r_low))) psi))
(define-fun u_S_low_open_hold () Real (+ (+ x_low phi) psi))
(define-fun u_S_low_open_escalate () Real (- u_S_low_open_hold e_low))
(define-fun u_S_high_closed_hold () Real (+ (- w_high (* z (- 1.0 r_high))) psi))
(define-fun u_S_high_open_hold () Real (+ (+ x_high phi) psi))
(define-fun u_S_high_open_escalate () Real (- u_S_high_open_hold e_high))
(define-fun u_R_low_closed_escalate () Real (- (+ 0.0 (* g (- 1.0 r_low))) k))
(define-fun u_R_high_closed_escalate () Real (- (+ 0.0 (* g (- 1.0 r_high))) k))
(define-fun u_R_low_open_escalate () Real (- (+ t (* g (- 1.0 r_low))) (+ k m)))
(define-fun u_R_high_open_escalate () Real (- (+ t (* g (- 1.0 r_high))) (+ k m)))
(define-fun best_reply_escalate_closed () Bool (or (>= u_R_low_closed_escalate 0.0) (>= u_R_high_closed_escalate 0.0)))
(define-fun u_S_high_closed_escalate () Real (- u_S_high_closed_hold d_high))
(define-fun gain_high_closed_escalate () Real (- u_S_high_closed_escalate (+ (* (- 1.0 open_H) u_S_high_closed_hold) (* open_H (+ (* chance u_S_high_open_escalate) (* (- 1.0 chance) u_S_high_open_hold))))))
(define-fun best_reply_hold_closed () Bool (or (>= (- 0.0 u_R_low_closed_escalate) 0.0) (>= (- 0.0 u_R_high_closed_escalate) 0.0)))
(define-fun gain_high_closed_hold () Real (- u_S_high_closed_hold (+ (* (- 1.0 open_H) u_S_high_closed_hold) (* open_H (+ (* chance u_S_high_open_escalate) (* (- 1.0 chance) u_S_high_open_hold))))))
(define-fun u_S_low_closed_escalate () Real (- u_S_low_closed_hold d_low))
(define-fun gain_low_closed_escalate () Real (- u_S_low_closed_escalate (+ (* (- 1.0 open_L) u_S_low_closed_hold) (* open_L (+ (* chance u_S_low_open_escalate) (* (- 1.0 chance) u_S_low_open_hold))))))
(define-fun gain_low_closed_hold () Real (- u_S_low_closed_hold (+ (* (- 1.0 open_L) u_S_low_closed_hold) (* open_L (+ (* chance u_S_low_open_escalate) (* (- 1.0 chance) u_S_low_open_hold))))))
(define-fun D1_deletes_low_closed () Bool (and (or (and best_reply_escalate_closed (> gain_high_closed_escalate 0.0)) (and best_reply_hold_closed (> gain_high_closed_hold 0.0))) (and (=> (and best_reply_escalate_closed (>= gain_low_closed_escalate 0.0)) (> gain_high_closed_escalate 0.0)) (=> (and best_reply_hold_closed (>= gain_low_closed_hold 0.0)) (> gain_high_closed_hold 0.0))) (and (=> (and best_reply_escalate_closed best_reply_hold_closed (< gain_low_closed_escalate 0.0) (> gain_low_closed_hold 0.0)) (> (- (* gain_high_closed_escalate gain_low_closed_hold) (* gain_high_closed_hold gain_low_closed_escalate)) 0.0)) (=> (and best_reply_escalate_closed best_reply_hold_closed (> gain_low_closed_escalate 0.0) (< gain_low_closed_hold 0.0)) (< (- (* gain_high_closed_escalate gain_low_closed_hold) (* gain_high_closed_hold gain_low_closed_escalate)) 0.0)))))
(define-fun D1_deletes_high_closed () Bool (and (or (and best_reply_escalate_closed (> gain_low_closed_escalate 0.0)) (and best_reply_hold_closed (> gain_low_closed_hold 0.0))) (and (=> (and best_reply_escalate_closed (>= gain_high_closed_escalate 0.0)) (> gain_low_closed_escalate 0.0)) (=> (and best_reply_hold_closed (>= gain_high_closed_hold 0.0)) (> gain_low_closed_hold 0.0))) (and (=> (and best_reply_escalate_closed best_reply_hold_closed (< gain_high_closed_escalate 0.0) (> gain_high_closed_hold 0.0)) (> (- (* gain_low_closed_escalate gain_high_closed_hold) (* gain_low_closed_hold gain_high_closed_escalate)) 0.0)) (=> (and best_reply_escalate_closed best_reply_hold_closed (> gain_high_closed_escalate 0.0) (< gain_high_closed_hold 0.0)) (< (- (* gain_low_closed_escalate gain_high_closed_hold) (* gain_low_closed_hold gain_high_closed_escalate)) 0.0)))))
(define-fun best_reply_escalate_open () Bool (or (>= (- u_R_low_open_escalate t) 0.0) (>= (- u_R_high_open_escalate t) 0.0)))
(define-fun gain_high_open_escalate () Real (- u_S_high_open_escalate (+ (* (- 1.0 open_H) u_S_high_closed_hold) (* open_H (+ (* chance u_S_high_open_escalate) (* (- 1.0 chance) u_S_high_open_hold))))))
(define-fun best_reply_hold_open () Bool (or (>= (- t u_R_low_open_escalate) 0.0) (>= (- t u_R_high_open_escalate) 0.0)))
(define-fun gain_high_open_hold () Real (- u_S_high_open_hold (+ (* (- 1.0 open_H) u_S_high_closed_hold) (* open_H (+ (* chance u_S_high_open_escalate) (* (- 1.0 chance) u_S_high_open_hold))))))
(define-fun gain_low_open_escalate () Real (- u_S_low_open_escalate (+ (* (- 1.0 open_L) u_S_low_closed_hold) (* open_L (+ (* chance u_S_low_open_escalate) (* (- 1.0 chance) u_S_low_open_hold))))))
(define-fun gain_low_open_hold () Real (- u_S_low_open_hold (+ (* (- 1.0 open_L) u_S_low_closed_hold) (* open_L (+ (* chance u_S_low_open_escalate) (* (- 1.0 chance) u_S_low_open_hold))))))
(define-fun D1_deletes_low_open () Bool (and (or (and best_reply_escalate_open (> gain_high_open_escalate 0.0)) (and best_reply_hold_open (> gain_high_open_hold 0.0))) (and (=> (and best_reply_escalate_open (>= gain_low_open_escalate 0.0)) (> gain_high_open_escalate 0.0)) (=> (and best_reply_hold_open (>= gain_low_open_hold 0.0)) (> gain_high_open_hold 0.0))) (and (=> (and best_reply_escalate_open best_reply_hold_open (< gain_low_open_escalate 0.0) (> gain_low_open_hold 0.0)) (> (- (* gain_high_open_escalate gain_low_open_hold) (* gain_high_open_hold gain_low_open_escalate)) 0.0)) (=> (and best_reply_escalate_open best_reply_hold_open (> gain_low_open_escalate 0.0) (< gain_low_open_hold 0.0)) (< (- (* gain_high_open_escalate gain_low_open_hold) (* gain_high_open_hold gain_low_open_escalate)) 0.0)))))
(define-fun D1_deletes_high_open () Bool (and (or (and best_reply_escalate_open (> gain_low_open_escalate 0.0)) (and best_reply_hold_open (> gain_low_open_hold 0.0))) (and (=> (and best_reply_escalate_open (>= gain_high_open_escalate 0.0)) (> gain_low_open_escalate 0.0)) (=> (and best_reply_hold_open (>= gain_high_open_hold 0.0)) (> gain_low_open_hold 0.0))) (and (=> (and best_reply_escalate_open best_reply_hold_open (< gain_high_open_escalate 0.0) (> gain_high_open_hold 0.0)) (> (- (* gain_low_open_escalate gain_high_open_hold) (* gain_low_open_hold gain_high_open_escalate)) 0.0)) (=> (and best_reply_escalate_open best_reply_hold_open (> gain_high_open_escalate 0.0) (< gain_high_open_hold 0.0)) (< (- (* gain_low_open_escalate gain_high_open_hold) (* gain_low_open_hold gain_high_open_escalate)) 0.0)))))
; p_i: probability of each resilience type, > 0, sum 1
(assert (> p_low 0.0))
(assert (> p_high 0.0))
; r_i: share of a resistible escalation that the type withstands, in [0, 1], all different
(assert (>= r_low 0.0))
(assert (<= r_low 1.0))
(assert (>= r_high 0.0))
(assert (<= r_high 1.0))
; D: harm to an opener with no resilience, over the base harm, >= 0
(assert (>= D 0.0))
; eta: harm that escalation does to any opener, however resilient, >= 0
(assert (>= eta 0.0))
; lam: fraction of the harm that still bites once she has opened, in (0, 1]
(assert (> lam 0.0))
(assert (<= lam 1.0))
; g: opponent's gain from escalating against zero resilience, > 0
(assert (> g 0.0))
; k: opponent's cost of escalating, > 0
(assert (> k 0.0))
; phi: concession the opponent attaches to her opening, escalated or not, >= 0
(assert (>= phi 0.0))
; psi: unconditional reduction in the intensity of the war, >= 0
(assert (>= psi 0.0))
; z: pressure on a closed posture: it costs type i z(1 - r_i), >= 0
(assert (>= z 0.0))
; m: third-party guarantee: added to his cost of escalating after she opens, >= 0
(assert (>= m 0.0))
; the prior sums to one
(assert (= (+ p_low p_high) 1.0))
; types are listed from the least to the most resilient
(assert (< r_low r_high))
; any mixing that leaves him indifferent after opening
(assert (> open_L 0.0))
(assert (<= open_L 1.0))
(assert (= (+ (* open_L (* p_low n_open_low)) (* open_H (* p_high n_open_high))) 0.0))
; A1, talks are worth having for every type: `b_i > 0`
(assert (> b_low 0.0))
(assert (> b_high 0.0))
; nothing is inferred: `b_i / d_i` the same for all types
(assert (= (- (* b_low d_high) (* b_high d_low)) 0.0))
; the middle regime: `k > g (1 - R(p))` and `k + m < g (1 - r_1)`
(assert (< pull_closed 0.0))
(assert (> n_open_low 0.0))
; `b_i <= lam d_i`
(assert (<= b_low e_low))
(assert (<= b_high e_high))
; `chance lam d_L = b_L`
(assert (= (* chance e_low) b_low))
; `belief (n_L - n_H) = -n_H`: his belief in L at which he is indifferent
(assert (= (* belief (- n_open_low n_open_high)) (- n_open_high)))
; Bayes' rule after closed
(assert (= (* belief_closed (+ (* p_low (- 1.0 open_L)) (* p_high (- 1.0 open_H)))) (* p_low (- 1.0 open_L))))
; and yet the witness is no such equilibrium
(assert (not (and (and (>= (- 1.0 open_L) 0.0) (>= open_L 0.0) (>= (- 1.0 open_H) 0.0) (>= open_H 0.0) (>= chance 0.0) (>= (- 1.0 chance) 0.0) (>= belief_closed 0.0) (>= (- 1.0 belief_closed) 0.0) (>= belief 0.0) (>= (- 1.0 belief) 0.0) (= (+ (- 1.0 open_L) open_L) 1.0) (= (+ (- 1.0 open_H) open_H) 1.0) (= (+ chance (- 1.0 chance)) 1.0) (= (+ belief_closed (- 1.0 belief_closed)) 1.0) (= (+ belief (- 1.0 belief)) 1.0)) (and (<= u_S_low_closed_hold (+ (* (- 1.0 open_L) u_S_low_closed_hold) (* open_L (+ (* chance u_S_low_open_escalate) (* (- 1.0 chance) u_S_low_open_hold))))) (=> (> (- 1.0 open_L) 0.0) (= u_S_low_closed_hold (+ (* (- 1.0 open_L) u_S_low_closed_hold) (* open_L (+ (* chance u_S_low_open_escalate) (* (- 1.0 chance) u_S_low_open_hold)))))) (<= (+ (* chance u_S_low_open_escalate) (* (- 1.0 chance) u_S_low_open_hold)) (+ (* (- 1.0 open_L) u_S_low_closed_hold) (* open_L (+ (* chance u_S_low_open_escalate) (* (- 1.0 chance) u_S_low_open_hold))))) (=> (> open_L 0.0) (= (+ (* chance u_S_low_open_escalate) (* (- 1.0 chance) u_S_low_open_hold)) (+ (* (- 1.0 open_L) u_S_low_closed_hold) (* open_L (+ (* chance u_S_low_open_escalate) (* (- 1.0 chance) u_S_low_open_hold)))))) (<= u_S_high_closed_hold (+ (* (- 1.0 open_H) u_S_high_closed_hold) (* open_H (+ (* chance u_S_high_open_escalate) (* (- 1.0 chance) u_S_high_open_hold))))) (=> (> (- 1.0 open_H) 0.0) (= u_S_high_closed_hold (+ (* (- 1.0 open_H) u_S_high_closed_hold) (* open_H (+ (* chance u_S_high_open_escalate) (* (- 1.0 chance) u_S_high_open_hold)))))) (<= (+ (* chance u_S_high_open_escalate) (* (- 1.0 chance) u_S_high_open_hold)) (+ (* (- 1.0 open_H) u_S_high_closed_hold) (* open_H (+ (* chance u_S_high_open_escalate) (* (- 1.0 chance) u_S_high_open_hold))))) (=> (> open_H 0.0) (= (+ (* chance u_S_high_open_escalate) (* (- 1.0 chance) u_S_high_open_hold)) (+ (* (- 1.0 open_H) u_S_high_closed_hold) (* open_H (+ (* chance u_S_high_open_escalate) (* (- 1.0 chance) u_S_high_open_hold))))))) (and (=> (or (> (- 1.0 open_L) 0.0) (> (- 1.0 open_H) 0.0)) (and (= (* belief_closed (+ (* p_low (- 1.0 open_L)) (* p_high (- 1.0 open_H)))) (* p_low (- 1.0 open_L))) (= (* (- 1.0 belief_closed) (+ (* p_low (- 1.0 open_L)) (* p_high (- 1.0 open_H)))) (* p_high (- 1.0 open_H))))) (=> (or (> open_L 0.0) (> open_H 0.0)) (and (= (* belief (+ (* p_low open_L) (* p_high open_H))) (* p_low open_L)) (= (* (- 1.0 belief) (+ (* p_low open_L) (* p_high open_H))) (* p_high open_H))))) (and (>= (+ (* belief_closed (- 0.0 u_R_low_closed_escalate)) (* (- 1.0 belief_closed) (- 0.0 u_R_high_closed_escalate))) 0.0) (=> (> chance 0.0) (>= (+ (* belief (- u_R_low_open_escalate t)) (* (- 1.0 belief) (- u_R_high_open_escalate t))) 0.0)) (=> (> (- 1.0 chance) 0.0) (>= (+ (* belief (- t u_R_low_open_escalate)) (* (- 1.0 belief) (- t u_R_high_open_escalate))) 0.0))) (and (or (or (> (- 1.0 open_L) 0.0) (> (- 1.0 open_H) 0.0)) (or (and (not D1_deletes_low_closed) (>= (- 0.0 u_R_low_closed_escalate) 0.0)) (and (not D1_deletes_high_closed) (>= (- 0.0 u_R_high_closed_escalate) 0.0)))) (or (or (> open_L 0.0) (> open_H 0.0)) (and (=> (> chance 0.0) (or (and (not D1_deletes_low_open) (>= (- u_R_low_open_escalate t) 0.0)) (and (not D1_deletes_high_open) (>= (- u_R_high_open_escalate t) 0.0)))) (=> (> (- 1.0 chance) 0.0) (or (and (not D1_deletes_low_open) (>= (- t u_R_low_open_escalate) 0.0)) (and (not D1_deletes_high_open) (>= (- t u_R_high_open_escalate) 0.0))))))) (and (= open_L open_L) (= open_H open_H)))))
(check-sat)
